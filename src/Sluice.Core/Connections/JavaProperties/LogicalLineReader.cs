// SPDX-License-Identifier: Apache-2.0

using System.Text;

namespace Sluice.Core.Connections.JavaProperties;

/// <summary>The lines of a properties file: without comments and empty ones, each with those that continue it, still escaped.</summary>
internal sealed class LogicalLineReader(string text)
{
    private readonly List<int> _offsets = [];
    private int _next;

    /// <summary>The line that was read.</summary>
    public StringBuilder Line { get; } = new();

    /// <summary>Where in the text a character of the line stands.</summary>
    public int OffsetOf(int index) => _offsets[index];

    public static bool IsBlank(char character) => character is ' ' or '\t' or '\f';

    /// <summary>Reads the next line; false at the end of the text.</summary>
    public bool Read()
    {
        Line.Clear();
        _offsets.Clear();
        var isStart = true;
        var isContinued = false;
        var escaped = false;
        while (_next < text.Length)
        {
            var character = text[_next++];
            var isEnd = character is '\n' or '\r';
            if (isStart && (IsBlank(character) || (isEnd && !isContinued)))
            {
                continue;
            }

            isStart = false;
            isContinued = false;
            if (Line.Length == 0 && character is ('#' or '!'))
            {
                SkipComment();
                isStart = true;
            }
            else if (!isEnd)
            {
                Line.Append(character);
                _offsets.Add(_next - 1);
                escaped = character == '\\' && !escaped;
            }
            else if (Line.Length == 0)
            {
                isStart = true;
            }
            else if (!escaped)
            {
                return true;
            }
            else if (_next < text.Length)
            {
                Line.Length--;
                _offsets.RemoveAt(_offsets.Count - 1);
                (isStart, isContinued, escaped) = (true, true, false);
                if (character == '\r' && text[_next] == '\n')
                {
                    _next++;
                }
            }
        }

        var hasLine = Line.Length > 0;

        // What a last backslash would continue is not there. Java makes an entry of it even if nothing else stands on the line.
        if (escaped)
        {
            Line.Length--;
        }

        return hasLine;
    }

    private void SkipComment()
    {
        while (_next < text.Length && text[_next] is not ('\n' or '\r'))
        {
            _next++;
        }
    }
}
