// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Gateway.Security.Policies;

/// <summary>What becomes of a request about a topic.</summary>
internal enum TopicDecision
{
    /// <summary>It is done.</summary>
    Allowed,

    /// <summary>It is refused with 403.</summary>
    Forbidden,

    /// <summary>It is answered as if no such topic were there.</summary>
    Hidden,
}
