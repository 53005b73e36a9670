// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Core.Errors;

/// <summary>Finds what a person most likely meant to type.</summary>
public static class Suggestion
{
    /// <summary>The nearest name if it is near enough to be a slip (at most a third of the letters differ), else null.</summary>
    public static string? For(string typed, IEnumerable<string> names)
    {
        var nearest = names
            .Where(name => name.Length > 2)
            .Select(name => (Name: name, Distance: Distance(typed, name)))
            .OrderBy(candidate => candidate.Distance)
            .FirstOrDefault();
        return nearest.Name is not null && nearest.Distance <= Math.Max(2, typed.Length / 3) ? nearest.Name : null;
    }

    // Levenshtein: insertions, deletions and substitutions from one word to the other.
    private static int Distance(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var substitution = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substitution, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[to.Length];
    }
}
