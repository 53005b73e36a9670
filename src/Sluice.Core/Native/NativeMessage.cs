// SPDX-License-Identifier: Apache-2.0

using System.Runtime.InteropServices;
using Confluent.Kafka;

namespace Sluice.Core.Native;

/// <summary><c>rd_kafka_message_t</c>: a record, or an error instead of one; when producing, a record to be taken, or what became of it.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeMessage
{
    public ErrorCode Error;
    public nint Topic;
    public int Partition;
    public nint Value;
    public nuint ValueLength;
    public nint Key;
    public nuint KeyLength;
    public long Offset;
    public nint Opaque;
}
