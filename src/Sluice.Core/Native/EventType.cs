// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Core.Native;

/// <summary><c>RD_KAFKA_EVENT_…</c>: what a producer tells.</summary>
[Flags]
internal enum EventType
{
    Deliveries = 0x1,
    Error = 0x8,
    Statistics = 0x40,
    TokenIsNeeded = 0x100,
}
