// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Text.Json.Nodes;
using Sluice.Testing.Files;
using Sluice.Testing.Matching;

namespace Sluice.Testing.Cases.Steps;

/// <summary>Looks whether the patterns of a step can be read, before anything runs. What holds <c>${…}</c> may become anything, so only the rest is looked at.</summary>
internal sealed class PatternCheck(string file, FileFaults faults, MapNode step)
{
    /// <summary>Looks at what stands below these keys, if it is there: a pattern, a list of them (<c>order</c>), or one for each name (<c>headers</c>).</summary>
    public void Check(params string[] place)
    {
        FileNode written = step;
        foreach (var key in place)
        {
            if ((written as MapNode)?.Find(key) is not { } entry)
            {
                return;
            }

            written = entry.Value;
        }

        (JsonNode? Pattern, string[] Path)[] patterns = written switch
        {
            ListNode list when place[^1] == "order" => [.. list.Items.Select((item, i) => (item.ToJson(), (string[])[.. place, i.ToString(CultureInfo.InvariantCulture)]))],
            MapNode map when place[^1] == "headers" => [.. map.Entries.Select(entry => (entry.Value.ToJson(), (string[])[.. place, entry.Key]))],
            _ => [(written.ToJson(), place)],
        };
        foreach (var (pattern, path) in patterns)
        {
            try
            {
                Matcher.Parse(pattern);
            }
            catch (PatternException exception)
            {
                var (node, position) = step.Nearest([.. path, .. exception.Path]);
                if (node.ToJson()?.ToJsonString().Contains("${", StringComparison.Ordinal) != true)
                {
                    faults.Add(file, position, exception.Message);
                }
            }
        }
    }
}
