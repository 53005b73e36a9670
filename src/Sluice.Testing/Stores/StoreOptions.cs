// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Testing.Stores;

/// <summary>What a store needs besides its connection text.</summary>
internal sealed record StoreOptions
{
    /// <summary>PEM file of the certificates that sign the server's; null for the machine's own.</summary>
    public string? CaFile { get; init; }

    /// <summary>Elasticsearch: the user, unless the URL names one.</summary>
    public string? UserName { get; init; }

    /// <summary>Elasticsearch: the user's password.</summary>
    public string? Password { get; init; }

    /// <summary>Elasticsearch: an API key in its encoded form, instead of a user.</summary>
    public string? ApiKey { get; init; }

    /// <summary>The clock of every deadline.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
