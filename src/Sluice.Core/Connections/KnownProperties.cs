// SPDX-License-Identifier: Apache-2.0

using Confluent.Kafka;

namespace Sluice.Core.Connections;

/// <summary>The names of the properties that the client knows.</summary>
internal static class KnownProperties
{
    private static readonly Lazy<string[]> Names = new(() => [.. NamesOf(new ProducerConfig()).Union(NamesOf(new ConsumerConfig()))]);

    /// <summary>The known name that is most like <paramref name="name"/>, or null if none is near.</summary>
    public static string? FindNearest(string name) => FindNearest(name, Names.Value);

    /// <summary>The one of <paramref name="names"/> that is most like <paramref name="name"/>, or null if none is near.</summary>
    public static string? FindNearest(string name, IEnumerable<string> names)
    {
        var most = 1 + (name.Length / 8);
        return names
            .Select(known => (known, Distance: CountEdits(name, known)))
            .Where(candidate => candidate.Distance <= most)
            .OrderBy(candidate => candidate.Distance)
            .ThenBy(candidate => candidate.known, StringComparer.Ordinal)
            .Select(candidate => candidate.known)
            .FirstOrDefault();
    }

    // The number of characters to insert, drop or replace (Levenshtein).
    private static int CountEdits(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        foreach (var character in from)
        {
            var diagonal = row[0]++;
            for (var i = 1; i <= to.Length; i++)
            {
                var replaced = diagonal + (character == to[i - 1] ? 0 : 1);
                diagonal = row[i];
                row[i] = Math.Min(replaced, Math.Min(row[i], row[i - 1]) + 1);
            }
        }

        return row[^1];
    }

    // The managed client has a member for each of the library's properties, and says their names once they are set.
    private static IEnumerable<string> NamesOf(Config config)
    {
        foreach (var member in config.GetType().GetProperties().Where(member => member.CanWrite && member.GetIndexParameters().Length == 0))
        {
            var type = Nullable.GetUnderlyingType(member.PropertyType) ?? member.PropertyType;
            var value = type == typeof(string) ? "" : type.IsValueType ? Activator.CreateInstance(type) : null;
            member.SetValue(config, value);
        }

        return config.Select(property => property.Key).Where(name => !name.StartsWith("dotnet.", StringComparison.Ordinal));
    }
}
