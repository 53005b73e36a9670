// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Gateway.Security;

/// <summary>What came of checking who calls.</summary>
internal enum CallerCheck
{
    /// <summary>Somebody vouched for the caller, who may come in.</summary>
    Accepted,

    /// <summary>Nobody did.</summary>
    Unauthenticated,

    /// <summary>The caller is known, and belongs to none of the groups that may come in.</summary>
    NotMember,

    /// <summary>That could not be found out.</summary>
    Unknown,
}
