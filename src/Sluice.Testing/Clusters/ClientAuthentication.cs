// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Testing.Clusters;

/// <summary>Whether brokers ask a client for its certificate (Kafka's <c>ssl.client.auth</c>).</summary>
public enum ClientAuthentication
{
    /// <summary>They do not ask.</summary>
    None,

    /// <summary>They ask, and take clients without one too: those are <c>User:ANONYMOUS</c>.</summary>
    Requested,

    /// <summary>They refuse clients without one.</summary>
    Required,
}
