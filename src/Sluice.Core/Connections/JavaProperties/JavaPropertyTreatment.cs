// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Core.Connections.JavaProperties;

/// <summary>What becomes of a Java client's property.</summary>
internal enum JavaPropertyTreatment
{
    /// <summary>It becomes a property of librdkafka.</summary>
    Translated,

    /// <summary>Sluice does itself what it asks for.</summary>
    Applied,

    /// <summary>It has no counterpart: a warning names it.</summary>
    Ignored,

    /// <summary>Without it the file would mean something else: an error.</summary>
    Refused,
}
