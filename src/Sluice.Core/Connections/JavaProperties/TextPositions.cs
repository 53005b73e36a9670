// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Core.Connections.JavaProperties;

/// <summary>Lines and columns, both from 1, of the characters of a text. A line ends with CR, LF or both.</summary>
internal sealed class TextPositions
{
    private readonly List<int> _starts = [0];

    public TextPositions(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.Length || text[i + 1] != '\n')))
            {
                _starts.Add(i + 1);
            }
        }
    }

    public (int Line, int Column) Find(int offset)
    {
        var found = _starts.BinarySearch(offset);
        var line = found < 0 ? ~found - 1 : found;
        return (line + 1, offset - _starts[line] + 1);
    }
}
