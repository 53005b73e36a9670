// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Text.RegularExpressions;
using Sluice.Testing.Reporting;

namespace Sluice.Testing.Tests.Reporting;

/// <summary>The page's colours by the formulas of WCAG 2.2: 4.5 for text, 3 for what bounds a control.</summary>
public sealed partial class PageColoursTests
{
    [Theory]
    [InlineData("ink", "ground card code tint", 4.5)]
    [InlineData("soft", "ground card tint", 4.5)]
    [InlineData("accent", "ground card", 4.5)]
    [InlineData("ok", "ground card tint ok-ground", 4.5)]
    [InlineData("bad", "ground card tint bad-ground", 4.5)]
    [InlineData("odd", "ground card tint", 4.5)]
    [InlineData("edge", "ground card", 3)]
    public void Colours_ShouldStandOut_InLightAndDark(string front, string grounds, double least)
    {
        var colours = Pair().Matches(HtmlReport.Of(Runs.Of())).ToDictionary(match => match.Groups[1].Value, match => (Light: match.Groups[2].Value, Dark: match.Groups[3].Value));

        foreach (var ground in grounds.Split(' '))
        {
            Contrast(colours[front].Light, colours[ground].Light).ShouldBeGreaterThanOrEqualTo(least, $"{front} on {ground}, light");
            Contrast(colours[front].Dark, colours[ground].Dark).ShouldBeGreaterThanOrEqualTo(least, $"{front} on {ground}, dark");
        }
    }

    private static double Contrast(string one, string other)
    {
        var (a, b) = (Luminance(one), Luminance(other));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    private static double Luminance(string colour)
    {
        var digits = colour.Length == 3 ? string.Concat(colour.Select(digit => $"{digit}{digit}")) : colour;
        var parts = digits.Chunk(2).Select(two => int.Parse(two, NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0)
            .Select(part => part <= 0.04045 ? part / 12.92 : Math.Pow((part + 0.055) / 1.055, 2.4)).ToArray();
        return (0.2126 * parts[0]) + (0.7152 * parts[1]) + (0.0722 * parts[2]);
    }

    [GeneratedRegex(@"--([\w-]+): light-dark\(#(\w+), #(\w+)\)")]
    private static partial Regex Pair();
}
