// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Text.RegularExpressions;

namespace Sluice.Core.Conditions;

/// <summary>A number as JSON writes it (RFC 8259, section 6), compared exactly: digits are never rounded.</summary>
internal readonly partial struct JsonNumber : IComparable<JsonNumber>
{
    private readonly int _sign;

    // Without zeros at either end: the number is 0.digits × 10^position.
    private readonly string _digits;
    private readonly long _position;

    private JsonNumber(int sign, string digits, long position)
    {
        _sign = sign;
        _digits = digits;
        _position = position;
    }

    /// <summary>Exponents may have nine digits.</summary>
    public static bool TryParse(string text, out JsonNumber number)
    {
        number = default;
        var match = Form().Match(text);
        if (!match.Success)
        {
            return false;
        }

        var whole = match.Groups["whole"].Value;
        var exponent = match.Groups["exponent"] is { Success: true } found ? long.Parse(found.ValueSpan, CultureInfo.InvariantCulture) : 0;
        var all = whole + match.Groups["fraction"].Value;
        var digits = all.TrimStart('0');
        number = digits.Length == 0
            ? new JsonNumber(0, "", 0)
            : new JsonNumber(text[0] == '-' ? -1 : 1, digits.TrimEnd('0'), whole.Length - (all.Length - digits.Length) + exponent);
        return true;
    }

    public int CompareTo(JsonNumber other)
    {
        if (_sign != other._sign || _sign == 0)
        {
            return _sign.CompareTo(other._sign);
        }

        var order = _position.CompareTo(other._position);
        return _sign * Math.Sign(order != 0 ? order : string.CompareOrdinal(_digits, other._digits));
    }

    [GeneratedRegex(@"\A-?(?<whole>0|[1-9][0-9]*)(\.(?<fraction>[0-9]+))?([eE](?<exponent>[+-]?[0-9]{1,9}))?\z")]
    private static partial Regex Form();
}
