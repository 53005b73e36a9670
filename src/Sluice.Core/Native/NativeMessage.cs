// SPDX-License-Identifier: Apache-2.0

using System.Runtime.InteropServices;
using Confluent.Kafka;

namespace Sluice.Core.Native;

/// <summary><c>rd_kafka_message_t</c>: a record, or an error instead of one.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct NativeMessage
{
    public readonly ErrorCode Error;
    public readonly nint Topic;
    public readonly int Partition;
    public readonly nint Value;
    public readonly nuint ValueLength;
    public readonly nint Key;
    public readonly nuint KeyLength;
    public readonly long Offset;
    public readonly nint Opaque;
}
