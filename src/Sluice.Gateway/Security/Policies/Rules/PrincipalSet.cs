// SPDX-License-Identifier: Apache-2.0

using System.Collections.Frozen;
using Sluice.Gateway.Security.Callers;

namespace Sluice.Gateway.Security.Policies.Rules;

/// <summary>The callers that a rule is for. Immutable.</summary>
internal sealed class PrincipalSet
{
    private readonly bool _isEverybody;
    private readonly FrozenSet<string> _objectIds;
    private readonly FrozenSet<string> _applicationIds;
    private readonly FrozenSet<string> _certificates;
    private readonly string[] _roles;
    private readonly string[] _groups;

    public PrincipalSet(IEnumerable<Principal> principals)
    {
        var byKind = principals.ToLookup(principal => principal.Kind, principal => principal.Name);
        _isEverybody = byKind.Contains(PrincipalKind.Everybody);
        _objectIds = byKind[PrincipalKind.ObjectId].ToFrozenSet();
        _applicationIds = byKind[PrincipalKind.ApplicationId].ToFrozenSet();
        _certificates = byKind[PrincipalKind.Certificate].ToFrozenSet();
        _roles = [.. byKind[PrincipalKind.Role].Distinct()];
        _groups = [.. byKind[PrincipalKind.Group].Distinct()];
    }

    /// <summary>The groups it names.</summary>
    public IReadOnlyList<string> Groups => _groups;

    public bool Contains(Caller caller) =>
        _isEverybody
        || (caller.ObjectId is { } id && _objectIds.Contains(id))
        || (caller.ApplicationId is { } application && _applicationIds.Contains(application))
        || (caller.CertificateName is { } certificate && _certificates.Contains(certificate))
        || ContainsAny(_groups, caller.Groups)
        || ContainsAny(_roles, caller.Roles);

    private static bool ContainsAny(string[] wanted, IReadOnlySet<string> had)
    {
        foreach (var name in wanted)
        {
            if (had.Contains(name))
            {
                return true;
            }
        }

        return false;
    }
}
