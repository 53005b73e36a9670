// SPDX-License-Identifier: Apache-2.0

using System.Runtime.InteropServices;

namespace Sluice.Core.Native;

/// <summary><c>rd_kafka_vu_t</c>: one argument of producing a record; the union of the C struct has 64 bytes.</summary>
[StructLayout(LayoutKind.Explicit, Size = 72)]
internal unsafe struct ProduceArgument
{
    [FieldOffset(0)]
    private int _type;

    [FieldOffset(8)]
    private nint _pointer;

    [FieldOffset(8)]
    private int _number;

    [FieldOffset(8)]
    private long _longNumber;

    [FieldOffset(16)]
    private nuint _size;

    public static ProduceArgument Topic(nint topic) => new() { _type = 2, _pointer = topic };

    public static ProduceArgument Partition(int partition) => new() { _type = 3, _number = partition };

    public static ProduceArgument Value(byte* bytes, int length) => new() { _type = 4, _pointer = (nint)bytes, _size = (nuint)length };

    public static ProduceArgument Key(byte* bytes, int length) => new() { _type = 5, _pointer = (nint)bytes, _size = (nuint)length };

    public static ProduceArgument Opaque(nint opaque) => new() { _type = 6, _pointer = opaque };

    public static ProduceArgument Flags(int flags) => new() { _type = 7, _number = flags };

    /// <summary>In milliseconds since the Unix epoch; 0 for now.</summary>
    public static ProduceArgument Timestamp(long timestamp) => new() { _type = 8, _longNumber = timestamp };

    /// <summary>The client owns them once it has taken the record.</summary>
    public static ProduceArgument Headers(nint headers) => new() { _type = 10, _pointer = headers };
}
