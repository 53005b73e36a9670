// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;

namespace Sluice.Testing.Matching;

/// <summary>A JSON number by what it is worth, with all of its digits: 1, 1.0 and 1e0 are one number, and 2^63 + 1 is another one than 2^63.</summary>
internal readonly record struct JsonNumber(BigInteger Mantissa, int Exponent) : IComparable<JsonNumber>
{
    // Beyond, powers of ten would fill the memory; no two numbers of such distance are near each other.
    private const int MostDigits = 2_000;

    public static JsonNumber Of(JsonNode value)
    {
        var text = value.ToJsonString();
        var exponentAt = text.AsSpan().IndexOfAny('e', 'E');
        var exponent = exponentAt < 0 ? 0 : (int)Math.Clamp(
            double.Parse(text.AsSpan(exponentAt + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture), int.MinValue / 2, int.MaxValue / 2);
        var digits = exponentAt < 0 ? text : text[..exponentAt];
        var point = digits.IndexOf('.', StringComparison.Ordinal);
        if (point >= 0)
        {
            exponent -= digits.Length - point - 1;
            digits = digits.Remove(point, 1);
        }

        return new(BigInteger.Parse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture), exponent);
    }

    /// <summary>Whether it has no fraction.</summary>
    public bool IsWhole => Exponent >= 0 || Mantissa.IsZero || (-Exponent <= MostDigits && Mantissa % BigInteger.Pow(10, -Exponent) == 0);

    public int CompareTo(JsonNumber other)
    {
        if (Mantissa.Sign != other.Mantissa.Sign || Mantissa.IsZero)
        {
            return Mantissa.Sign.CompareTo(other.Mantissa.Sign);
        }

        var distance = (long)Exponent - other.Exponent;
        if (Math.Abs(distance) > MostDigits)
        {
            return Mantissa.Sign * (distance > 0 ? 1 : -1);
        }

        return distance >= 0
            ? (Mantissa * BigInteger.Pow(10, (int)distance)).CompareTo(other.Mantissa)
            : Mantissa.CompareTo(other.Mantissa * BigInteger.Pow(10, (int)-distance));
    }
}
