// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Testing.Clusters;

/// <summary>What a broker's process can be told.</summary>
internal enum UnixSignal
{
    Terminate,
    Stop,
    Continue,
}
