// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Gateway.Security.Policies;

/// <summary>A topic rule as it stands in the settings.</summary>
/// <param name="Number">Its place in the list, from 0.</param>
/// <param name="Principals">Whom it is for.</param>
/// <param name="Topics">Which topics it is about.</param>
/// <param name="Operations">What it allows.</param>
public sealed record PolicyRuleText(
    int Number, IReadOnlyList<string> Principals, IReadOnlyList<string> Topics, IReadOnlyList<string> Operations)
{
    /// <summary>Its full name in the settings.</summary>
    public string Setting => FormattableString.Invariant($"Security:Policies:Rules:{Number}");
}
