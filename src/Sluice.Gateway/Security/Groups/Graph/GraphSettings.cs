// SPDX-License-Identifier: Apache-2.0

using Microsoft.Extensions.Options;
using Sluice.Gateway.Security.Tokens;

namespace Sluice.Gateway.Security.Groups.Graph;

/// <summary>The settings of Microsoft Graph, and for what they leave out those of tokens: mostly it is the same tenant.</summary>
internal sealed class GraphSettings(IOptions<GroupOptions> groups, IOptions<TokenOptions> tokens)
{
    private readonly EntraOptions _entra = tokens.Value.Entra;

    public GraphOptions Options { get; } = groups.Value.Graph;

    public string? TenantId => Given(Options.TenantId) ?? Given(_entra.TenantId);

    public Uri Instance => new(Given(Options.Instance) ?? _entra.Instance);

    public string? AuthorityFile => Given(Options.AuthorityFile) ?? Given(_entra.AuthorityFile);

    /// <summary>The address of a call, below that of Microsoft Graph.</summary>
    public string AddressOf(string path) => $"{Options.Url.TrimEnd('/')}/{path}";

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
