// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using Microsoft.AspNetCore.Http;
using Sluice.Core.Reading;
using Sluice.Gateway.Http.Requests;

namespace Sluice.Gateway.Features.Consumer;

/// <summary>What a read asks for, from its path and query.</summary>
internal sealed record ConsumeParameters(ReadRequest Request, ConsumeFormat Format)
{
    /// <summary>No answer has more records than this, whatever <c>count</c> says.</summary>
    public const int MaxRecords = 100_000;

    /// <summary>No answer has more bytes of keys, values and headers than this, except for one large record.</summary>
    public const int MaxBytes = 6_000_000;

    private const string TimePrefix = "time:";

    /// <exception cref="Http.Problems.ProblemException">A parameter is not what it must be.</exception>
    public static ConsumeParameters Parse(string topic, string partition, string offset, IQueryCollection query, TimeSpan maxWait)
    {
        var request = new ReadRequest(topic, PartitionParameter.Parse(partition), ParsePosition(offset))
        {
            MaxRecords = (int)Math.Min(MaxRecords, QueryParameters.Integer(query, "count", 1, int.MaxValue, missing: 1)),
            MaxBytes = QueryParameters.Integer(query, "max_bytes", 1, MaxBytes, missing: MaxBytes),
            Wait = TimeSpan.FromMilliseconds(QueryParameters.Integer(query, "timeout", 0, (long)maxWait.TotalMilliseconds, missing: 0)),
        };
        return new ConsumeParameters(request, ParseFormat(QueryParameters.Single(query, "format")));
    }

    private static ReadPosition ParsePosition(string text) => text switch
    {
        "earliest" => ReadPosition.Earliest,
        "latest" => ReadPosition.Latest,
        _ when TryParseNumber(text, out var offset) => ReadPosition.Offset(offset),
        _ when text.StartsWith(TimePrefix, StringComparison.Ordinal)
            && TryParseNumber(text.AsSpan(TimePrefix.Length), out var time) => ReadPosition.Time(time),
        _ => throw QueryParameters.Invalid(
            "offset", "must be an offset from 0, earliest, latest or time: followed by milliseconds since 1970"),
    };

    private static bool TryParseNumber(ReadOnlySpan<char> text, out long number) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private static ConsumeFormat ParseFormat(string? text) => text switch
    {
        null => ConsumeFormat.Text,
        "binary" => ConsumeFormat.Binary,
        "json" => ConsumeFormat.Json,
        _ => throw QueryParameters.Invalid("format", "must be binary, json or left out"),
    };
}
