// SPDX-License-Identifier: Apache-2.0

using System.Runtime.InteropServices;
using Sluice.Core.Native;

namespace Sluice.Core.Connections;

/// <summary>The names of the properties that the client knows.</summary>
internal static class KnownProperties
{
    private static readonly Lazy<IReadOnlyCollection<string>> Names = new(ReadNames);

    /// <summary>The known name that is most like <paramref name="name"/>, or null if none is near.</summary>
    public static string? FindNearest(string name)
    {
        var most = 1 + (name.Length / 8);
        return Names.Value
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

    private static HashSet<string> ReadNames()
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var configuration = Librdkafka.ConfNew();
        var topicConfiguration = Librdkafka.TopicConfNew();
        try
        {
            Collect(Librdkafka.ConfDump(configuration, out var count), count, names);
            Collect(Librdkafka.TopicConfDump(topicConfiguration, out count), count, names);
            return names;
        }
        finally
        {
            Librdkafka.TopicConfDestroy(topicConfiguration);
            Librdkafka.ConfDestroy(configuration);
        }
    }

    // The dump is an array of names and values in turn.
    private static void Collect(nint dump, nuint count, HashSet<string> names)
    {
        for (var i = 0; i < (int)count; i += 2)
        {
            names.Add(Marshal.PtrToStringUTF8(Marshal.ReadIntPtr(dump, i * nint.Size))!);
        }

        Librdkafka.ConfDumpFree(dump, count);
    }
}
