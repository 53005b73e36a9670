// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using Microsoft.Extensions.Primitives;

namespace Sluice.Gateway.Http.Requests;

/// <summary>
/// Whether <c>Accept</c> lets <c>application/json</c> through (RFC 9110, 12.5.1): the most specific range decides, <c>q=0</c> excludes.
/// </summary>
internal static class AcceptHeader
{
    private const StringSplitOptions Split = StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries;

    /// <summary>An absent header accepts everything; what cannot be read in it is passed over.</summary>
    public static bool AllowsJson(StringValues values)
    {
        if (values.Count == 0)
        {
            return true;
        }

        var isEmpty = true;
        var (best, allowed) = (0, false);
        foreach (var range in values.SelectMany(value => (value ?? "").Split(',', Split)))
        {
            isEmpty = false;
            var parts = range.Split(';', StringSplitOptions.TrimEntries);
            var specificity = parts[0].ToLowerInvariant() switch
            {
                "application/json" => 3,
                "application/*" => 2,
                "*/*" or "*" => 1,
                _ => 0,
            };
            if (specificity > 0 && specificity >= best)
            {
                allowed = (specificity == best && allowed) || Quality(parts) > 0;
                best = specificity;
            }
        }

        return isEmpty || allowed;
    }

    private static double Quality(string[] parts)
    {
        foreach (var part in parts.Skip(1))
        {
            if (part.StartsWith("q=", StringComparison.OrdinalIgnoreCase)
                && double.TryParse(part.AsSpan(2), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var quality))
            {
                return quality;
            }
        }

        return 1;
    }
}
