// SPDX-License-Identifier: Apache-2.0

using Microsoft.Extensions.Configuration;

namespace Sluice.Gateway.Hosting.Settings;

/// <summary>
/// Where settings come from, the later over the earlier: <c>appsettings.json</c> in the working directory, the named file, environment
/// variables, and what the command line says.
/// </summary>
internal sealed class SettingsSources
{
    private readonly SettingsFile[] _files;
    private readonly IReadOnlyDictionary<string, string?>? _settings;

    /// <summary>Reads the files.</summary>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public SettingsSources(IReadOnlyDictionary<string, string?>? settings, string? configFile)
    {
        SettingsFile[] files = [new(Path.GetFullPath("appsettings.json"), IsOptional: true)];
        if (configFile is not null)
        {
            files = [.. files, new(Path.GetFullPath(configFile), IsOptional: false)];
        }

        _settings = settings;
        AtStart = Array.ConvertAll(files, file => file.Read());

        // Whoever moves a file away for a moment does not mean to take its rules away.
        _files = [.. files.Zip(AtStart, (file, content) => file with { IsOptional = content is null })];
    }

    /// <summary>What the files held at the start.</summary>
    public byte[]?[] AtStart { get; }

    /// <summary>What the files hold now, in their order; null for one that was not there at the start either.</summary>
    /// <exception cref="IOException">A file cannot be read, or is gone.</exception>
    public byte[]?[] ReadFiles() => Array.ConvertAll(_files, file => file.Read());

    /// <summary>Adds all sources, with that content of the files.</summary>
    /// <exception cref="InvalidDataException">A file is not JSON.</exception>
    public void AddTo(IConfigurationBuilder builder, byte[]?[] contents)
    {
        foreach (var (file, content) in _files.Zip(contents))
        {
            if (content is not null)
            {
                builder.Add(file.SourceOf(content));
            }
        }

        builder.AddEnvironmentVariables();
        builder.AddInMemoryCollection(_settings);
    }

    /// <summary>All settings, with that content of the files.</summary>
    /// <exception cref="InvalidDataException">A file is not JSON.</exception>
    public IConfiguration Load(byte[]?[] contents)
    {
        var builder = new ConfigurationBuilder();
        AddTo(builder, contents);
        return builder.Build();
    }
}
