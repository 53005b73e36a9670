// SPDX-License-Identifier: Apache-2.0

using Sluice.Core.Connections.Stores;

namespace Sluice.Core.Connections.Security;

/// <summary>The stores of a login, opened.</summary>
/// <param name="UsesTls">Whether brokers are spoken to by TLS.</param>
/// <param name="Key">The client's own key; null if it shows none.</param>
/// <param name="Trust">Who brokers are trusted by; null for the system's authorities.</param>
/// <param name="VerifiesHostName">Whether a broker's name is compared with its certificate.</param>
internal sealed record LoginMaterial(bool UsesTls, KeyEntry? Key, StoreFile? Trust, bool VerifiesHostName);
