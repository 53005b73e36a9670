// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Text.Json.Nodes;

namespace Sluice.Testing.Files;

/// <summary>A value of a YAML file, which knows where it stands.</summary>
internal abstract record FileNode(FilePosition Position)
{
    /// <summary>What it is, for a message: <c>a list</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>The value as JSON; a new tree at each call.</summary>
    public abstract JsonNode? ToJson();

    /// <summary>The texts and other single values in it, in the order of the file; keys are none.</summary>
    public IEnumerable<ScalarNode> Scalars() => this switch
    {
        ScalarNode scalar => [scalar],
        MapNode map => map.Entries.SelectMany(entry => entry.Value.Scalars()),
        ListNode list => list.Items.SelectMany(item => item.Scalars()),
        _ => [],
    };

    /// <summary>Where a part stands, by its keys and indexes; the nearest that there is, if there is no such part.</summary>
    public FilePosition PositionOf(IEnumerable<string> path) => Nearest(path).Position;

    /// <summary>A part, by its keys and indexes, and where it stands; the nearest that there is, if there is no such part.</summary>
    public (FileNode Node, FilePosition Position) Nearest(IEnumerable<string> path)
    {
        var (node, position) = (this, Position);
        foreach (var step in path)
        {
            switch (node)
            {
                case MapNode map when map.Find(step) is { } entry:
                    (node, position) = (entry.Value, entry.Position);
                    break;
                case ListNode list when int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < list.Items.Count:
                    (node, position) = (list.Items[index], list.Items[index].Position);
                    break;
                default:
                    return (node, position);
            }
        }

        return (node, position);
    }
}
