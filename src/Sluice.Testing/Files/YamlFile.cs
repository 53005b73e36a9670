// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Text;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Sluice.Testing.Files;

/// <summary>Reads a YAML file into nodes that know where they stand.</summary>
internal static class YamlFile
{
    /// <summary>The longest file, in bytes.</summary>
    public const int MaxBytes = 10 * 1024 * 1024;

    // Aliases of aliases would unfold to more than any memory holds.
    private const int MaxNodes = 200_000;
    private const int MaxDepth = 100;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads the file; its only document is a mapping.</summary>
    /// <exception cref="FileFaultsException">It cannot be read, or is not such a file.</exception>
    public static async Task<MapNode> ReadAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            var info = new FileInfo(file);
            if (info.Exists && info.Length > MaxBytes)
            {
                throw Fault(file, default, $"the file is larger than {MaxBytes / 1024 / 1024} MiB.");
            }

            return Parse(file, Utf8.GetString(await File.ReadAllBytesAsync(file, cancellationToken).ConfigureAwait(false)));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw Fault(file, default, exception is ArgumentException ? "the file is not UTF-8." : $"cannot be read: {exception.Message}", exception);
        }
    }

    /// <summary>Reads the text of a file.</summary>
    /// <exception cref="FileFaultsException">It is no YAML, or not one document with a mapping.</exception>
    public static MapNode Parse(string file, string text)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(text.TrimStart('\uFEFF')));
        }
        catch (YamlException exception)
        {
            throw Fault(file, At(exception.Start), Sentence(exception), exception);
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            // The library's own trouble with what is no YAML, without a place.
            throw Fault(file, default, $"the file is not YAML: {exception.Message}", exception);
        }

        return stream.Documents switch
        {
            [] => throw Fault(file, default, "the file is empty."),
            [var only] => new Conversion(file).Of(only.RootNode) as MapNode
                ?? throw Fault(file, At(only.RootNode.Start), "the file is a mapping, with keys and values."),
            [_, var second, ..] => throw Fault(file, At(second.RootNode.Start), "there is a second document in the file: one file is one document."),
        };
    }

    private static FileFaultsException Fault(string file, FilePosition at, string message, Exception? inner = null) =>
        new([new FileFault(file, Math.Max(1, at.Line), Math.Max(1, at.Column), message)], inner);

    private static FilePosition At(Mark mark) => new((int)mark.Line, (int)mark.Column);

    // The library's text begins with the position, which stands in front of ours already.
    private static string Sentence(YamlException exception)
    {
        var text = exception.InnerException?.Message ?? exception.Message;
        var end = text.IndexOf("): ", StringComparison.Ordinal);
        return end < 0 ? text : text[(end + 3)..];
    }

    private sealed class Conversion(string file)
    {
        private int _count;

        public FileNode Of(YamlNode node, int depth = 0)
        {
            if (++_count > MaxNodes || depth > MaxDepth)
            {
                throw Fault(file, At(node.Start), string.Create(
                    CultureInfo.InvariantCulture, $"the file unfolds to more than {MaxNodes} values, or is nested deeper than {MaxDepth}."));
            }

            return node switch
            {
                YamlMappingNode map => OfMap(map, depth),
                YamlSequenceNode list => new ListNode(At(list.Start), [.. list.Select(item => Of(item, depth + 1))]),
                YamlScalarNode scalar => new ScalarNode(At(scalar.Start), scalar.Value ?? "", IsText(scalar) ? scalar.Value ?? "" : CoreScalar.Read(scalar.Value ?? "")),
                _ => throw Fault(file, At(node.Start), "there is nothing to be made of this."),
            };
        }

        // <<: brings in the keys of another mapping that do not stand here themselves.
        private MapNode OfMap(YamlMappingNode map, int depth)
        {
            var entries = new List<MapEntry>();
            var merged = new List<MapEntry>();
            foreach (var (key, value) in map)
            {
                if (key is not YamlScalarNode { Value: { } name })
                {
                    throw Fault(file, At(key.Start), "a key is a text.");
                }

                if (name != "<<")
                {
                    entries.Add(new MapEntry(name, At(key.Start), Of(value, depth + 1)));
                    continue;
                }

                var sources = value is YamlSequenceNode list ? list.Children : [value];
                foreach (var source in sources)
                {
                    merged.AddRange(Of(source, depth + 1) is MapNode other ? other.Entries : throw Fault(file, At(source.Start), "<< takes a mapping."));
                }
            }

            var own = entries.Select(entry => entry.Key).ToHashSet();
            return new MapNode(At(map.Start), [.. entries, .. merged.Where(entry => own.Add(entry.Key))]);
        }

        private static bool IsText(YamlScalarNode scalar) => scalar.Style is not (ScalarStyle.Plain or ScalarStyle.Any) || scalar.Tag == "tag:yaml.org,2002:str";
    }
}
