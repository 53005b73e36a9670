// SPDX-License-Identifier: Apache-2.0

using Sluice.Testing.Stores;

namespace Sluice.Testing.Pipelines;

/// <summary>How to reach a store. Texts may still hold <c>${…}</c>.</summary>
/// <param name="Url">The address.</param>
/// <param name="User">The user, unless the address names one.</param>
/// <param name="Password">The user's password.</param>
/// <param name="ApiKey">An API key in its encoded form, instead of a user.</param>
/// <param name="CaFile">PEM file of the certificates that sign the server's.</param>
internal sealed record StoreConnection(string Url, string? User = null, string? Password = null, string? ApiKey = null, string? CaFile = null)
{
    /// <summary>What the store needs besides its address, once there is no <c>${…}</c> left.</summary>
    public StoreOptions OptionsAt(TimeProvider time) => new() { CaFile = CaFile, UserName = User, Password = Password, ApiKey = ApiKey, Time = time };
}
