// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Sluice.Core.Conditions;

/// <summary>Takes words, texts, numbers and signs from the text of a condition.</summary>
internal sealed partial class ConditionScanner(string text)
{
    private int _next;

    /// <summary>Where the next thing stands, behind blanks.</summary>
    public int Position
    {
        get
        {
            while (_next < text.Length && char.IsWhiteSpace(text[_next]))
            {
                _next++;
            }

            return _next;
        }
    }

    public bool IsAtEnd => Position == text.Length;

    /// <summary>True if a quote begins here.</summary>
    public bool IsAtText => !IsAtEnd && text[_next] is '"' or '\'';

    /// <summary>Whether a header's name needs no quotes.</summary>
    public static bool IsHeaderName(string name) => HeaderName().Match(name) is { Success: true } match && match.Length == name.Length;

    /// <summary>Whether a member's name can stand behind a dot.</summary>
    public static bool IsMemberName(string name) => MemberName().Match(name) is { Success: true } match && match.Length == name.Length;

    /// <summary>Takes the sign if it stands here.</summary>
    public bool TakeSign(string sign) => TakeSignAt(Position, sign);

    /// <summary>Takes the sign if it stands here, without blanks before it.</summary>
    public bool TakeNextSign(string sign) => TakeSignAt(_next, sign);

    /// <summary>Takes the words if they stand here, in upper or lower case and with any blanks between them.</summary>
    public bool TakeWords(params ReadOnlySpan<string> words)
    {
        var start = Position;
        foreach (var word in words)
        {
            if (!string.Equals(Take(Word(), Position), word, StringComparison.OrdinalIgnoreCase))
            {
                _next = start;
                return false;
            }
        }

        return true;
    }

    public string? TakeHeaderName() => Take(HeaderName(), Position);

    public string? TakeMemberName() => Take(MemberName(), _next);

    public string? TakeNumber() => Take(Number(), Position);

    public string TakeText()
    {
        var start = Position;
        var quote = text[_next++];
        var result = new StringBuilder();
        while (_next < text.Length)
        {
            var character = text[_next++];
            if (character == quote)
            {
                var taken = result.ToString();
                return IsUnicode(taken) ? taken : throw Fault(start, "this text has half of a surrogate pair: remove it.");
            }

            result.Append(character == '\\' ? TakeEscape() : character);
        }

        throw Fault(start, $"the quote that begins here is not closed: add {quote} at the end of the text.");
    }

    public ConditionFaultException Fault(int at, string message) => new(new ConditionFault(text, at + 1, message));

    private char TakeEscape()
    {
        var start = _next - 1;
        var character = _next < text.Length ? text[_next++] : '\0';
        switch (character)
        {
            case '"' or '\'' or '\\' or '/': return character;
            case 'n': return '\n';
            case 'r': return '\r';
            case 't': return '\t';
            case 'b': return '\b';
            case 'f': return '\f';
            case 'u' when Take(FourDigits(), _next) is { } digits:
                return (char)ushort.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            default:
                const string Escapes = "one of \" ' \\ / n r t b f, or u and four hexadecimal digits";
                throw Fault(start, $"\\ must be followed by {Escapes}: for a backslash write \\\\.");
        }
    }

    private static bool IsUnicode(string taken)
    {
        for (var i = 0; i < taken.Length; i++)
        {
            if (char.IsSurrogate(taken[i]) && !(i + 1 < taken.Length && char.IsSurrogatePair(taken[i], taken[++i])))
            {
                return false;
            }
        }

        return true;
    }

    private bool TakeSignAt(int position, string sign)
    {
        var found = string.CompareOrdinal(text, position, sign, 0, sign.Length) == 0;
        _next += found ? sign.Length : 0;
        return found;
    }

    private string? Take(Regex form, int position)
    {
        var match = form.Match(text, position);
        _next += match.Length;
        return match.Success ? match.Value : null;
    }

    [GeneratedRegex(@"\G[A-Za-z]+(?![\w-])")]
    private static partial Regex Word();

    [GeneratedRegex(@"\G[A-Za-z0-9_][A-Za-z0-9_.-]*")]
    private static partial Regex HeaderName();

    [GeneratedRegex(@"\G[\p{L}_][\p{L}\p{Nd}_-]*")]
    private static partial Regex MemberName();

    [GeneratedRegex(@"\G-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]{1,9})?(?![\w.])")]
    private static partial Regex Number();

    [GeneratedRegex(@"\G[0-9a-fA-F]{4}")]
    private static partial Regex FourDigits();
}
