// SPDX-License-Identifier: Apache-2.0

using System.Text;
using YamlDotNet.Core;

namespace Sluice.Testing.Files;

/// <summary>Reads a YAML file into nodes that know where they stand.</summary>
internal static class YamlFile
{
    /// <summary>The longest file, in bytes.</summary>
    public const int MaxBytes = 10 * 1024 * 1024;

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
        try
        {
            return new YamlComposer(file, new Parser(new StringReader(text.TrimStart('\uFEFF')))).Document();
        }
        catch (YamlException exception)
        {
            throw Fault(file, YamlComposer.At(exception.Start), Sentence(exception), exception);
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            // The library's own trouble with what is no YAML, without a place.
            throw Fault(file, default, $"the file is not YAML: {exception.Message}", exception);
        }
    }

    internal static FileFaultsException Fault(string file, FilePosition at, string message, Exception? inner = null) =>
        new([new FileFault(file, Math.Max(1, at.Line), Math.Max(1, at.Column), message)], inner);

    // The library's text begins with the position, which stands in front of ours already.
    private static string Sentence(YamlException exception)
    {
        var text = exception.InnerException?.Message ?? exception.Message;
        var end = text.IndexOf("): ", StringComparison.Ordinal);
        return end < 0 ? text : text[(end + 3)..];
    }
}
