// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;
using Microsoft.Extensions.Configuration;
using Sluice.Cli.Arguments;
using Sluice.Cli.Output;
using Sluice.Core;
using Sluice.Core.Connections;

namespace Sluice.Cli.Commands;

/// <summary>The options by which every command that talks to Kafka finds its cluster.</summary>
internal sealed class ClusterOptions
{
    private const string NoServers =
        "no bootstrap servers: give --bootstrap-servers host:port, set the environment variable Kafka__BootstrapServers, "
        + "or name a --config file with Kafka:BootstrapServers. "
        + "Without a Kafka of your own start `sluice serve` and use the address of the embedded cluster that it prints.";

    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(10);

    private readonly ConnectionOptions _connection = new("the cluster's brokers");

    private readonly Option<TimeSpan?> _timeout = new("--timeout", "-t")
    {
        Description = "How long a single call to Kafka may take: 500ms, 10s, 2m. [default: 10s]",
        HelpName = "time",
        CustomParser = Duration.Parse,
    };

    public void AddTo(Command command)
    {
        _connection.AddTo(command);
        command.Add(_timeout);
    }

    public TimeSpan Timeout(ParseResult parsed) => parsed.GetValue(_timeout) ?? DefaultTimeout;

    /// <summary>Opens the cluster that command line, environment and configuration file name.</summary>
    public async Task<KafkaCluster> OpenAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellationToken)
    {
        var (connection, options) = await LoadAsync(parsed, terminal, cancellationToken);
        return await OpenAsync(connection, options, parsed, cancellationToken);
    }

    /// <summary>Opens a cluster from settings that are loaded.</summary>
    public Task<KafkaCluster> OpenAsync(LoadedConnection connection, KafkaClusterOptions options, ParseResult parsed, CancellationToken cancellationToken) =>
        KafkaCluster.ConnectAsync(connection.Connection, Timeout(parsed), cancellationToken, options);

    /// <summary>Reads what the settings say and point to, and says what has no effect; nothing is connected yet.</summary>
    public async Task<(LoadedConnection Connection, KafkaClusterOptions Options)> LoadAsync(
        ParseResult parsed, Terminal terminal, CancellationToken cancellationToken)
    {
        var section = _connection.LoadConfiguration(parsed).GetSection(KafkaConnectionOptions.SectionName);
        var connection = new KafkaConnectionOptions();
        var options = new KafkaClusterOptions();
        try
        {
            section.Bind(connection);
            section.Bind(options);
        }
        catch (Exception fault) when (ConfigurationFault.IsIn(fault))
        {
            throw ConfigurationFault.Create(fault);
        }

        var loaded = await LoadedConnection.LoadAsync(connection, Timeout(parsed), cancellationToken, terminal.Time);
        if (string.IsNullOrWhiteSpace(loaded.Connection.BootstrapServers))
        {
            throw new CommandException(ExitCodes.Usage, NoServers);
        }

        if (loaded.Consumer?.IsolationLevel is { } isolation && section[nameof(options.ReadCommitted)] is null)
        {
            options.ReadCommitted = isolation == Confluent.Kafka.IsolationLevel.ReadCommitted;
        }

        foreach (var warning in loaded.Warnings)
        {
            terminal.WriteNotice($"sluice: warning: {warning}");
        }

        return (loaded, options);
    }
}
