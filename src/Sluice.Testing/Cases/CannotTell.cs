// SPDX-License-Identifier: Apache-2.0

using Sluice.Core.Errors;
using Sluice.Testing.Http;
using Sluice.Testing.Pipelines;
using Sluice.Testing.Stores;
using Sluice.Testing.Taps;

namespace Sluice.Testing.Cases;

/// <summary>Tells what says something about the services from what says nothing about them.</summary>
internal static class CannotTell
{
    /// <summary>Why nothing can be told; null if the exception is of another kind.</summary>
    public static string? Explain(Exception exception) => exception switch
    {
        KafkaFailureException or StoreException or TapException or HttpEndpointException or PipelineException => exception.Message,
        _ => null,
    };
}
