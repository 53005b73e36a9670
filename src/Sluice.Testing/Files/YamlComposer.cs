// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Sluice.Testing.Files;

/// <summary>
/// Composes the nodes of one file from the parser's events, with YAML 1.2's rule that an alias names a node that stands whole before it (7.1). The library's
/// own tree lets an alias stand inside of what it names, and overflows the stack on that and on deep nesting, which nothing can catch.
/// </summary>
internal sealed class YamlComposer(string file, IParser parser)
{
    // Aliases of aliases would unfold to more than any memory holds.
    private const int MaxNodes = 200_000;
    private const int MaxDepth = 100;

    private readonly Dictionary<AnchorName, Anchored?> _anchors = [];
    private int _count;

    /// <summary>The file's only document.</summary>
    /// <exception cref="FileFaultsException">There is none, another than a mapping, or more than one.</exception>
    /// <exception cref="YamlException">It is no YAML.</exception>
    public MapNode Document()
    {
        parser.Consume<StreamStart>();
        if (!parser.TryConsume<DocumentStart>(out _))
        {
            throw Fault(default, "the file is empty.");
        }

        var root = Next(0).Node;
        parser.Consume<DocumentEnd>();
        if (parser.TryConsume<DocumentStart>(out _))
        {
            throw Fault(At(parser.Current!.Start), "there is a second document in the file: one file is one document.");
        }

        return root as MapNode ?? throw Fault(root.Position, "the file is a mapping, with keys and values.");
    }

    public static FilePosition At(Mark mark) => new((int)mark.Line, (int)mark.Column);

    private (FileNode Node, int Height) Next(int depth)
    {
        var read = parser.Consume<ParsingEvent>();
        if (read is AnchorAlias alias)
        {
            return Named(alias, depth);
        }

        // The parser lets a closing bracket or brace pass that nothing opened.
        if (read is not NodeEvent { Anchor: var anchor })
        {
            throw Fault(At(read.Start), "there is no value here: does a bracket or a brace close what none has opened?");
        }

        Count(1, depth, read.Start);
        var before = _count;
        if (!anchor.IsEmpty)
        {
            _anchors[anchor] = null;
        }

        var (node, height) = read switch
        {
            MappingStart map => Map(At(map.Start), depth),
            SequenceStart list => List(At(list.Start), depth),
            Scalar scalar => (new ScalarNode(At(scalar.Start), scalar.Value, IsText(scalar) ? scalar.Value : CoreScalar.Read(scalar.Value)), 0),
            _ => throw Fault(At(read.Start), "there is nothing to be made of this."),
        };
        if (!anchor.IsEmpty)
        {
            _anchors[anchor] = new Anchored(node, height, 1 + _count - before);
        }

        return (node, height);
    }

    private (FileNode Node, int Height) Named(AnchorAlias alias, int depth)
    {
        if (!_anchors.TryGetValue(alias.Value, out var named))
        {
            throw Fault(At(alias.Start), $"*{alias.Value} names nothing: no &{alias.Value} stands before it.");
        }

        var (node, height, count) = named ?? throw Fault(At(alias.Start), $"*{alias.Value} stands inside of what it names.");
        Count(count, depth + height, alias.Start);
        return (node, height);
    }

    private (FileNode Node, int Height) List(FilePosition position, int depth)
    {
        var (items, highest) = (new List<FileNode>(), 0);
        while (!parser.TryConsume<SequenceEnd>(out _))
        {
            var (item, height) = Next(depth + 1);
            items.Add(item);
            highest = Math.Max(highest, height + 1);
        }

        return (new ListNode(position, items), highest);
    }

    // A plain <<: brings in the keys of another mapping that do not stand here themselves (yaml.org/type/merge).
    private (FileNode Node, int Height) Map(FilePosition position, int depth)
    {
        var (entries, merged, own, highest) = (new List<MapEntry>(), new List<MapEntry>(), new HashSet<string>(), 0);
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var (at, merges) = (At(parser.Current!.Start), parser.Current is Scalar { Style: ScalarStyle.Plain, Value: "<<" });
            if (Next(depth + 1).Node is not ScalarNode { Text: var key })
            {
                throw Fault(at, "a key is a text.");
            }

            if (!own.Add(key))
            {
                throw Fault(at, $"the key {key} stands twice in this mapping.");
            }

            var valueAt = At(parser.Current!.Start);
            var (value, height) = Next(depth + 1);
            highest = Math.Max(highest, height + 1);
            if (merges)
            {
                merged.AddRange(Sources(value).SelectMany(source => source?.Entries ?? throw Fault(valueAt, "<< takes a mapping.")));
            }
            else
            {
                entries.Add(new MapEntry(key, at, value));
            }
        }

        return (new MapNode(position, [.. entries, .. merged.Where(entry => own.Add(entry.Key))]), highest);
    }

    private static IEnumerable<MapNode?> Sources(FileNode value) => value is ListNode list ? list.Items.Select(item => item as MapNode) : [value as MapNode];

    private static bool IsText(Scalar scalar) => scalar.Style is not (ScalarStyle.Plain or ScalarStyle.Any) || scalar.Tag == "tag:yaml.org,2002:str";

    private void Count(int nodes, int depth, Mark mark)
    {
        _count += nodes;
        if (_count > MaxNodes || depth > MaxDepth)
        {
            throw Fault(At(mark), string.Create(
                CultureInfo.InvariantCulture, $"the file unfolds to more than {MaxNodes} values, or is nested deeper than {MaxDepth}."));
        }
    }

    private FileFaultsException Fault(FilePosition at, string message) => YamlFile.Fault(file, at, message);

    // What an alias adds; none while the node is still being read.
    private sealed record Anchored(FileNode Node, int Height, int Count);
}
