// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Gateway.Hosting.Listening;

/// <summary>Feature of every request that came in on the management address.</summary>
internal sealed class ManagementConnection
{
    public static ManagementConnection Instance { get; } = new();
}
