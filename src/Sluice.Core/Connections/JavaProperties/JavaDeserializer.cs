// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Core.Connections.JavaProperties;

/// <summary>What Kafka's own Java deserializers make of bytes. Numbers are big-endian.</summary>
public enum JavaDeserializer
{
    /// <summary>The bytes themselves (ByteArray, Bytes and ByteBuffer, and every class that is not Kafka's).</summary>
    Bytes,

    /// <summary>Text in UTF-8 (String).</summary>
    Text,

    /// <summary>A number of two bytes (Short).</summary>
    ShortNumber,

    /// <summary>A number of four bytes (Integer).</summary>
    IntegerNumber,

    /// <summary>A number of eight bytes (Long).</summary>
    LongNumber,

    /// <summary>A floating-point number of four bytes (Float).</summary>
    FloatNumber,

    /// <summary>A floating-point number of eight bytes (Double).</summary>
    DoubleNumber,

    /// <summary>A UUID as text of 36 characters.</summary>
    Uuid,
}
