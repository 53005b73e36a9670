// SPDX-License-Identifier: Apache-2.0

using System.Text;
using Sluice.Core.Records;

namespace Sluice.Cli.Producing;

/// <summary>What the command line adds to each record.</summary>
/// <param name="partition">The partition of records that name none.</param>
/// <param name="headers">Headers that come after the record's own.</param>
internal sealed class RecordDefaults(int? partition, IEnumerable<KeyValuePair<string, string>> headers)
{
    private readonly RecordHeader[] _headers =
        [.. headers.Select(header => new RecordHeader(header.Key, Encoding.UTF8.GetBytes(header.Value)))];

    public NewRecord ApplyTo(NewRecord record) => record with
    {
        Partition = record.Partition ?? partition,
        Headers = _headers.Length == 0 ? record.Headers : [.. record.Headers ?? [], .. _headers],
    };
}
