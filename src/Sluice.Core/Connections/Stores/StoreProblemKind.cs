// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Core.Connections.Stores;

/// <summary>What can be wrong with an entry whose store could be read.</summary>
public enum StoreProblemKind
{
    /// <summary>A certificate's time is over.</summary>
    Expired,

    /// <summary>A certificate's time has not come.</summary>
    NotYetValid,

    /// <summary>A certificate expires within <see cref="StoreEntry.ExpiryWarning"/>.</summary>
    ExpiresSoon,

    /// <summary>The key cannot be opened without a password, and none was given.</summary>
    KeyLocked,

    /// <summary>The key cannot be used: its password is wrong, it is damaged, or of a kind that is not supported.</summary>
    KeyUnusable,

    /// <summary>The key is not that of the certificate.</summary>
    KeyMismatch,

    /// <summary>The issuer of the chain's last certificate is not in the store.</summary>
    ChainIncomplete,

    /// <summary>The file has the chain's certificates in another order, or others among them.</summary>
    ChainOutOfOrder,
}
