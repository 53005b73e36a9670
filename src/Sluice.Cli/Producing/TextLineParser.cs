// SPDX-License-Identifier: Apache-2.0

using System.Text;
using Sluice.Core.Records;

namespace Sluice.Cli.Producing;

/// <summary>A line is a value, or a key and a value with a separator between them.</summary>
internal sealed class TextLineParser(string? keySeparator) : ILineParser
{
    private readonly byte[]? _separator = keySeparator is null ? null : Encoding.UTF8.GetBytes(keySeparator);

    public ParsedLine Parse(byte[] line)
    {
        if (_separator is null)
        {
            return new(new NewRecord { Value = line });
        }

        var at = line.AsSpan().IndexOf(_separator);
        return at < 0
            ? new(null, $"there is no key separator \"{keySeparator}\" in it")
            : new(new NewRecord { Key = line[..at], Value = line[(at + _separator.Length)..] });
    }
}
