// SPDX-License-Identifier: Apache-2.0

using System.Globalization;

namespace Sluice.Testing.Stores.Mongo;

/// <summary>Compares numbers by their digits, whatever their length.</summary>
internal static class DecimalText
{
    /// <summary>True if both JSON numbers have the same value: <c>12.50</c> and <c>1.25E+1</c>.</summary>
    public static bool IsSame(string one, string other) => Normal(one) == Normal(other);

    private static (bool IsNegative, string Digits, long Exponent) Normal(string text)
    {
        var isNegative = text.StartsWith('-');
        var unsigned = text.TrimStart('-');
        var mark = unsigned.IndexOfAny(['e', 'E']);
        var mantissa = mark < 0 ? unsigned : unsigned[..mark];
        var exponent = mark < 0 ? 0 : long.Parse(unsigned[(mark + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var point = mantissa.IndexOf('.', StringComparison.Ordinal);
        exponent -= point < 0 ? 0 : mantissa.Length - point - 1;
        var digits = mantissa.Replace(".", "", StringComparison.Ordinal).TrimStart('0');
        var significant = digits.TrimEnd('0');
        return significant.Length == 0 ? (false, "", 0) : (isNegative, significant, exponent + digits.Length - significant.Length);
    }
}
