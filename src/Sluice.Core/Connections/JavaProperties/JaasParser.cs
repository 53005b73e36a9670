// SPDX-License-Identifier: Apache-2.0

using System.Text;

namespace Sluice.Core.Connections.JavaProperties;

/// <summary>
/// Reads <c>module flag name="value" … ;</c> with the words of Java's <c>StreamTokenizer</c>, as Kafka does. What it finds wrong it says
/// with a column, never with the text that stands there: that may be a password. Stricter than Kafka: a quote has to be closed.
/// </summary>
internal sealed class JaasParser
{
    private const string Required = "required (behind the login module)";

    private static readonly string[] Flags = ["required", "requisite", "sufficient", "optional"];

    private readonly string _text;
    private int _next;

    private JaasParser(string text) => _text = text;

    /// <summary>The entry, or what is wrong.</summary>
    public static (JaasEntry? Entry, string? Fault) Parse(string text)
    {
        var parser = new JaasParser(text);
        try
        {
            return (parser.ReadEntry(), null);
        }
        catch (FormatException e)
        {
            return (null, e.Message);
        }
    }

    private JaasEntry ReadEntry()
    {
        var module = ReadText("the class of a login module");
        SkipBlanks();
        var flagAt = _next;
        if (!Flags.Contains(ReadText(Required), StringComparer.OrdinalIgnoreCase))
        {
            throw Fault(flagAt, $"{Required} must stand here");
        }

        var options = new Dictionary<string, string>(StringComparer.Ordinal);
        while (!TakeIf(';'))
        {
            var name = ReadText("an option such as username=\"…\", or ; at the end");
            if (!TakeIf('='))
            {
                throw Fault(_next, "= must stand between an option and its value");
            }

            options[name] = ReadText("a value in double quotes");
        }

        SkipBlanks();
        return _next == _text.Length
            ? new JaasEntry(module, options)
            : throw Fault(_next, "there must be one login module, and nothing behind its ;");
    }

    private bool TakeIf(char character)
    {
        SkipBlanks();
        var found = _next < _text.Length && _text[_next] == character;
        _next += found ? 1 : 0;
        return found;
    }

    private string ReadText(string expected)
    {
        SkipBlanks();
        var start = _next;
        if (start < _text.Length && _text[start] is '"' or '\'')
        {
            return ReadQuoted();
        }

        while (_next < _text.Length && IsWord(_text[_next]))
        {
            _next++;
        }

        if (_next == start)
        {
            throw Fault(start, start == _text.Length ? $"{expected} is missing at the end" : $"{expected} must stand here");
        }

        // StreamTokenizer takes it for a number, and Kafka refuses the option.
        return char.IsAsciiDigit(_text[start]) || _text[start] is '-' or '.'
            ? throw Fault(start, "put the value in double quotes")
            : _text[start.._next];
    }

    private string ReadQuoted()
    {
        var start = _next;
        var quote = _text[_next++];
        var result = new StringBuilder();
        while (_next < _text.Length && _text[_next] is not ('\n' or '\r'))
        {
            var character = _text[_next++];
            if (character == quote)
            {
                return result.ToString();
            }

            result.Append(character == '\\' && _next < _text.Length ? ReadEscape() : character);
        }

        throw Fault(start, "the quote that begins here is not closed");
    }

    // As in C, with up to three octal digits.
    private char ReadEscape()
    {
        var character = _text[_next++];
        if (character is < '0' or > '7')
        {
            return character switch { 'a' => '\a', 'b' => '\b', 'f' => '\f', 'n' => '\n', 'r' => '\r', 't' => '\t', 'v' => '\v', _ => character };
        }

        var most = character <= '3' ? 2 : 1;
        var code = character - '0';
        for (; most > 0 && _next < _text.Length && _text[_next] is >= '0' and <= '7'; most--)
        {
            code = (code * 8) + (_text[_next++] - '0');
        }

        return (char)code;
    }

    // A comment begins with a slash and any other character and ends with the line, or with */ if a star follows.
    private void SkipBlanks()
    {
        while (_next < _text.Length && (_text[_next] <= ' ' || _text[_next] == '/'))
        {
            _next = _text[_next] != '/' ? _next + 1
                : string.CompareOrdinal(_text, _next, "/*", 0, 2) == 0 ? EndOf("*/")
                : Math.Min(EndOf("\n"), EndOf("\r"));
        }
    }

    private int EndOf(string mark) =>
        _text.IndexOf(mark, Math.Min(_next + 2, _text.Length), StringComparison.Ordinal) is var found and >= 0 ? found + mark.Length : _text.Length;

    private static bool IsWord(char character) => char.IsAsciiLetterOrDigit(character) || character is '.' or '-' or '_' or '$' or >= '\u00a0';

    private static FormatException Fault(int at, string text) => new($"column {at + 1} of the value: {text}.");
}
