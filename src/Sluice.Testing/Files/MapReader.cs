// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Text.Json.Nodes;
using Sluice.Core.Errors;
using Sluice.Testing.Values;

namespace Sluice.Testing.Files;

/// <summary>Reads the keys of a mapping that there may be; what is wrong, and what is left over, becomes a fault with its place.</summary>
internal sealed class MapReader(string file, MapNode map, FileFaults faults)
{
    private readonly List<string> _known = [];

    public FilePosition Position => map.Position;

    public string File => file;

    public FileFaults Faults => faults;

    /// <summary>The keys that are there.</summary>
    public IEnumerable<string> Keys => map.Entries.Select(entry => entry.Key);

    /// <summary>The mapping of a node; null and a fault if it is something else.</summary>
    public static MapReader? Of(string file, FileNode node, FileFaults faults, string what)
    {
        if (node is MapNode map)
        {
            return new MapReader(file, map, faults);
        }

        faults.Add(file, node.Position, $"{what} is a mapping with keys and values, not {node.Kind}.");
        return null;
    }

    /// <summary>Whether the key is there, whatever its value.</summary>
    public bool Has(string key) => Find(key) is not null;

    public FileNode? Node(string key) => Find(key)?.Value;

    /// <summary>The value as JSON.</summary>
    public JsonNode? Json(string key) => Find(key)?.Value.ToJson();

    /// <summary>The text that stands there, whatever its type: 42 is the text 42.</summary>
    public string? Text(string key)
    {
        var value = Find(key)?.Value;
        if (value is null or ScalarNode { Value: not null })
        {
            return (value as ScalarNode)?.Text;
        }

        Wrong(key, $"is a text, not {value.Kind}");
        return null;
    }

    public string? Required(string key, string what)
    {
        if (Find(key) is null)
        {
            faults.Add(file, map.Position, $"\"{key}\" is missing: {what}.");
            return null;
        }

        return Text(key);
    }

    public TimeSpan? Time(string key)
    {
        if (Text(key) is not { } text)
        {
            return null;
        }

        var time = Duration.Parse(text);
        if (time is null)
        {
            Wrong(key, $"is {Duration.Form}, not \"{text}\"");
        }

        return time;
    }

    public int? Whole(string key, int least = 0, int most = int.MaxValue)
    {
        if (Text(key) is not { } text)
        {
            return null;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
        {
            return number;
        }

        Wrong(key, string.Create(CultureInfo.InvariantCulture, $"is a whole number from {least}{(most == int.MaxValue ? "" : $" to {most}")}, not \"{text}\""));
        return null;
    }

    public bool Flag(string key)
    {
        switch (Find(key)?.Value)
        {
            case null:
                return false;
            case ScalarNode { Text: "true" }:
                return true;
            case ScalarNode { Text: "false" }:
                return false;
            case var other:
                Wrong(key, $"is true or false, not {(other is ScalarNode scalar ? $"\"{scalar.Text}\"" : other.Kind)}");
                return false;
        }
    }

    /// <summary>A list of texts; one text alone is a list of one.</summary>
    public IReadOnlyList<ScalarNode> Texts(string key)
    {
        switch (Find(key)?.Value)
        {
            case null:
                return [];
            case ScalarNode { Value: not null } one:
                return [one];
            case ListNode list when list.Items.All(item => item is ScalarNode { Value: not null }):
                return [.. list.Items.Cast<ScalarNode>()];
            case var other:
                Wrong(key, $"is a list of texts, not {other.Kind}");
                return [];
        }
    }

    /// <summary>The entries of a mapping below this key.</summary>
    public IReadOnlyList<MapEntry> Entries(string key)
    {
        switch (Find(key)?.Value)
        {
            case null:
                return [];
            case MapNode entries:
                return entries.Entries;
            case var other:
                Wrong(key, $"is a mapping with keys and values, not {other.Kind}");
                return [];
        }
    }

    /// <summary>The mapping below this key.</summary>
    public MapReader? Map(string key) => Find(key)?.Value is { } value ? Of(file, value, faults, $"\"{key}\"") : null;

    public FilePosition PositionOf(string key) => map.Find(key)?.Position ?? map.Position;

    public void Wrong(string key, string sentence) => faults.Add(file, PositionOf(key), Sentence($"\"{key}\" {sentence}"));

    /// <summary>The words with a full stop behind them, unless they ask something.</summary>
    public static string Sentence(string words) => words.EndsWith('?') ? words : words + ".";

    /// <summary>All keys were asked for by now: what is left is unknown.</summary>
    public void End()
    {
        foreach (var entry in map.Entries.Where(entry => !_known.Contains(entry.Key)))
        {
            var meant = Suggestion.For(entry.Key, _known) is { } near ? $"did you mean \"{near}\"?" : $"there are {string.Join(", ", _known)}.";
            faults.Add(file, entry.Position, $"unknown key \"{entry.Key}\": {meant}");
        }
    }

    private MapEntry? Find(string key)
    {
        if (!_known.Contains(key))
        {
            _known.Add(key);
        }

        return map.Find(key);
    }
}
