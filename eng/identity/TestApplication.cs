// SPDX-License-Identifier: Apache-2.0

namespace Sluice.TestIdentity;

/// <summary>An application that is registered with the provider and gets tokens by client credentials.</summary>
public sealed record TestApplication
{
    public string ClientId { get; init; } = Guid.NewGuid().ToString();

    public string Secret { get; init; } = Guid.NewGuid().ToString("N");

    /// <summary>The object id of its service principal.</summary>
    public string ObjectId { get; init; } = Guid.NewGuid().ToString();

    /// <summary>Claim <c>roles</c>; none if empty.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>Claim <c>groups</c>; null leaves the claim out, as Entra does in tokens of applications.</summary>
    public IReadOnlyList<string>? Groups { get; init; }
}
