// SPDX-License-Identifier: Apache-2.0

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Json;

namespace Sluice.Gateway.Hosting.Settings;

/// <summary>A JSON file of settings.</summary>
internal sealed record SettingsFile(string Path, bool IsOptional)
{
    /// <summary>What it holds; null if it is not there and need not be.</summary>
    /// <exception cref="IOException">It cannot be read, or it is not there and has to be.</exception>
    public byte[]? Read()
    {
        try
        {
            return File.ReadAllBytes(Path);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return IsOptional ? null : throw new FileNotFoundException($"The configuration file {Path} does not exist.", Path, exception);
        }
    }

    /// <summary>The settings in what was read.</summary>
    public IConfigurationSource SourceOf(byte[] content) => new ContentSource(Path, content);

    // The framework's own source reads the file again whenever the settings are asked to load, and a stream only once.
    private sealed class ContentSource(string path, byte[] content) : IConfigurationSource
    {
        public IConfigurationProvider Build(IConfigurationBuilder builder) => new ContentProvider(path, content);
    }

    private sealed class ContentProvider(string path, byte[] content) : JsonStreamConfigurationProvider(new JsonStreamConfigurationSource())
    {
        public override void Load()
        {
            try
            {
                Load(new MemoryStream(content));
            }
            catch (Exception exception) when (exception is System.Text.Json.JsonException or FormatException)
            {
                throw new InvalidDataException($"The configuration file {path} cannot be read.", exception);
            }
        }
    }
}
