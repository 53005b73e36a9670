// SPDX-License-Identifier: Apache-2.0

using Microsoft.Extensions.Options;
using Sluice.Gateway.Http.Problems;
using Sluice.Gateway.Security.Callers;

namespace Sluice.Gateway.Security.Groups;

/// <summary>Lets in who belongs to one of the allowed groups. Thread-safe.</summary>
internal sealed class GroupGate(IOptions<GroupOptions> options)
{
    /// <summary>The caller with all groups that the allowed groups and the topic rules name and it belongs to.</summary>
    /// <exception cref="ProblemException">403: in none of the allowed groups; 503, retryable: that cannot be found out now.</exception>
    public ValueTask<Caller> AdmitAsync(Caller caller, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return options.Value.Allowed is not { Count: > 0 } allowed || allowed.Any(caller.Groups.Contains)
            ? new(caller)
            : throw new ProblemException(ErrorCatalogue.Forbidden, "The caller belongs to none of the groups that may come in.");
    }
}
