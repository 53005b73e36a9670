// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Testing.Pipelines;

/// <summary>What a pipeline stands on is not there or does not let the kit in: nothing can be told about the services. Carries no secret.</summary>
public sealed class PipelineException : Exception
{
    internal PipelineException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
