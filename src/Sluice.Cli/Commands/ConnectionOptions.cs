// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;
using Microsoft.Extensions.Configuration;
using Sluice.Cli.Arguments;

namespace Sluice.Cli.Commands;

/// <summary>Where a cluster is and how to log in; the same for the server and for the commands.</summary>
internal sealed class ConnectionOptions(string whatServersMean)
{
    private readonly Option<string?> _bootstrapServers = new("--bootstrap-servers", "-b")
    {
        Description = $"Where to find {whatServersMean}. Environment: Kafka__BootstrapServers.",
        HelpName = "host:port,...",
    };

    private readonly Option<FileInfo> _config = new Option<FileInfo>("--config", "-c")
    {
        Description = "A JSON configuration file, with the section Kafka.",
        HelpName = "file",
    }.AcceptExistingOnly();

    private readonly Option<KeyValuePair<string, string>[]> _properties = new("--property", "-X")
    {
        Description = "A librdkafka property by its own name; may be repeated. "
            + "Keep passwords in the --config file: other users can see command lines.",
        HelpName = "name=value",
        CustomParser = NameValue.ParseEach,
    };

    private readonly Option<string?> _javaProperties = new("--properties")
    {
        Description = "A Java client's properties file (client.properties), used as it is: servers, login, consumer settings.",
        HelpName = "file",
    };

    private readonly SecurityOptions _security = new();

    public void AddTo(Command command)
    {
        command.Add(_bootstrapServers);
        command.Add(_javaProperties);
        _security.AddTo(command);
        command.Add(_config);
        command.Add(_properties);
    }

    public string? ConfigFile(ParseResult parsed) => parsed.GetValue(_config)?.FullName;

    /// <summary>What the command line says, under the names of the configuration.</summary>
    public Dictionary<string, string?> Settings(ParseResult parsed)
    {
        var settings = new Dictionary<string, string?>();
        if (parsed.GetValue(_bootstrapServers) is { } servers)
        {
            settings["Kafka:BootstrapServers"] = servers;
        }

        if (parsed.GetValue(_javaProperties) is { } file)
        {
            settings["Kafka:JavaProperties"] = file;
        }

        _security.AddTo(settings, parsed);
        foreach (var (name, value) in parsed.GetValue(_properties) ?? [])
        {
            settings[$"Kafka:Properties:{name}"] = value;
        }

        return settings;
    }

    /// <summary>The same sources in the same order as the server's: the later wins.</summary>
    public IConfiguration LoadConfiguration(ParseResult parsed)
    {
        var builder = new ConfigurationBuilder().AddJsonFile(Path.GetFullPath("appsettings.json"), optional: true);
        if (ConfigFile(parsed) is { } file)
        {
            builder.AddJsonFile(file, optional: false);
        }

        try
        {
            return builder.AddEnvironmentVariables().AddInMemoryCollection(Settings(parsed)).Build();
        }
        catch (Exception fault) when (ConfigurationFault.IsIn(fault))
        {
            throw ConfigurationFault.Create(fault);
        }
    }
}
