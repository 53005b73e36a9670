// SPDX-License-Identifier: Apache-2.0

using System.Buffers;
using Sluice.Core.Records;

namespace Sluice.Cli.Consuming;

/// <summary>Prints a record.</summary>
internal interface IRecordFormatter
{
    void Format(StoredRecord record, IBufferWriter<byte> output);
}
