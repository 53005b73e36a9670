// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Gateway.Security.Tokens;

/// <summary>Whose tokens are taken, section <c>Security:Tokens</c>.</summary>
internal sealed class TokenOptions
{
    public const string SectionName = "Security:Tokens";

    /// <summary>Tokens of a Microsoft Entra tenant.</summary>
    public EntraOptions Entra { get; set; } = new();

    /// <summary>Whether callers need a token.</summary>
    public bool IsOn => !string.IsNullOrEmpty(Entra.TenantId);
}
