// SPDX-License-Identifier: Apache-2.0

using Sluice.Testing.Pipelines;

namespace Sluice.Testing.Endpoints;

/// <summary>An endpoint of an open pipeline, which serves all its cases. Thread-safe.</summary>
internal interface IEndpoint : IAsyncDisposable
{
    EndpointDefinition Definition { get; }

    /// <summary>Takes the case's bookmark. When it returns, whatever happens from now on will be seen.</summary>
    Task<IEndpointView> BeginAsync(CaseContext context, TimeSpan timeout, CancellationToken cancellationToken);

    /// <summary>Sends what a case wants to send, and returns where it lies now.</summary>
    Task<string> SendAsync(CaseContext context, Outgoing outgoing, TimeSpan timeout, CancellationToken cancellationToken);
}
