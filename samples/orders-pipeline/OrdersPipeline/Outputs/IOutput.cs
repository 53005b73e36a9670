// SPDX-License-Identifier: Apache-2.0

namespace OrdersPipeline.Outputs;

/// <summary>Where a service writes to.</summary>
internal interface IOutput
{
    /// <summary>Returns when all of them are acknowledged. Writing them again does no harm to a store.</summary>
    /// <exception cref="OutputUnavailableException">Not now: try again.</exception>
    /// <exception cref="Handlers.InvalidRecordException">Never: trying again would be refused again.</exception>
    Task WriteAsync(InputRecord source, IReadOnlyList<Output> outputs, CancellationToken cancellationToken);
}
