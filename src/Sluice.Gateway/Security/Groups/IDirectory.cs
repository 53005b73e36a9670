// SPDX-License-Identifier: Apache-2.0

using System.Collections.Frozen;

namespace Sluice.Gateway.Security.Groups;

/// <summary>Knows who belongs to which group.</summary>
internal interface IDirectory
{
    /// <summary>Those of <paramref name="groups"/> that the user or service principal belongs to, nested ones too.</summary>
    /// <exception cref="DirectoryUnavailableException">There was no answer in time.</exception>
    Task<FrozenSet<string>> FindGroupsAsync(string objectId, IReadOnlyCollection<string> groups, CancellationToken cancellationToken);

    /// <summary>Gets ready for the first question; what fails is in the log, and tried again when there is one.</summary>
    Task WarmUpAsync(CancellationToken cancellationToken);
}
