// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Gateway.Security.Tokens;

/// <summary>Tokens of a Microsoft Entra tenant, section <c>Security:Tokens:Entra</c>.</summary>
internal sealed class EntraOptions
{
    /// <summary>The tenant whose tokens are taken.</summary>
    /// <value>Default none: no tokens of Microsoft Entra are taken.</value>
    public string? TenantId { get; set; }
}
