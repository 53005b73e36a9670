// SPDX-License-Identifier: Apache-2.0

using System.CommandLine.Parsing;
using System.Globalization;
using Sluice.Cli.Arguments;
using Sluice.Core.Groups.Administration;
using Sluice.Core.Reading;

namespace Sluice.Cli.Groups;

/// <summary>What is reset, and to where, as people type it.</summary>
internal static class ResetArguments
{
    private const string ShiftPrefix = "shift:";

    /// <summary>Topics as <c>orders</c>, or with chosen partitions <c>orders:0,2</c>; none twice.</summary>
    public static ResetScope[] ParseScopes(ArgumentResult argument)
    {
        var scopes = new List<ResetScope>();
        foreach (var token in argument.Tokens)
        {
            if (!TryParseScope(token.Value, out var scope))
            {
                argument.AddError($"{Names.Of(argument)} \"{token.Value}\" is no topic, nor a topic with partitions such as orders:0,2");
            }
            else if (scopes.Exists(other => other.Topic == scope.Topic))
            {
                argument.AddError($"{Names.Of(argument)} \"{scope.Topic}\" is given twice: name its partitions together, as in orders:0,2");
            }
            else
            {
                scopes.Add(scope);
            }
        }

        return [.. scopes];
    }

    /// <summary>A target.</summary>
    public static ResetTarget ParseTarget(ArgumentResult argument)
    {
        var text = argument.Tokens[0].Value;
        if (TryParseTarget(text, out var target))
        {
            return target;
        }

        argument.AddError(
            $"{Names.Of(argument)} \"{text}\" is none of earliest, latest, an offset (42), shift:-10, "
            + "time:MILLISECONDS since 1970, or an ISO 8601 time (2026-01-31T12:00:00Z; UTC if no offset is given)");
        return default;
    }

    public static bool TryParseScope(string text, out ResetScope scope)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        scope = new ResetScope(colon < 0 ? text : text[..colon]);
        if (colon < 0)
        {
            return text.Length > 0;
        }

        var partitions = new List<int>();
        foreach (var number in text[(colon + 1)..].Split(','))
        {
            if (!int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var partition))
            {
                return false;
            }

            partitions.Add(partition);
        }

        scope = scope with { Partitions = partitions };
        return colon > 0;
    }

    public static bool TryParseTarget(string text, out ResetTarget target)
    {
        target = default;
        if (text.StartsWith(ShiftPrefix, StringComparison.Ordinal))
        {
            if (!long.TryParse(text.AsSpan(ShiftPrefix.Length), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var by))
            {
                return false;
            }

            target = ResetTarget.Shift(by);
            return true;
        }

        if (!StartPosition.TryParse(text, out var start) || start.BeforeEnd is not null)
        {
            return false;
        }

        target = start.Position.Kind switch
        {
            ReadPositionKind.Earliest => ResetTarget.Earliest,
            ReadPositionKind.Latest => ResetTarget.Latest,
            ReadPositionKind.Offset => ResetTarget.Offset(start.Position.Number),
            _ => ResetTarget.Time(start.Position.Number),
        };
        return true;
    }
}
