// SPDX-License-Identifier: Apache-2.0

using System.Globalization;

namespace Sluice.Cli.Producing;

/// <summary>Names the lines that were not written: the first ones each, the others by their number.</summary>
internal sealed class FailureReport(Action<string> writeError)
{
    private const int MaxLines = 20;
    private int _lines;

    public void Add(long line, string reason)
    {
        _lines++;
        if (_lines <= MaxLines)
        {
            writeError(string.Create(CultureInfo.InvariantCulture, $"line {line}: {reason}"));
        }
        else if (_lines == MaxLines + 1)
        {
            writeError("further failures are counted, not named");
        }
    }
}
