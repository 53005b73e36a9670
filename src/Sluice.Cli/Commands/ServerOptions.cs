// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;
using Sluice.Cli.Arguments;

namespace Sluice.Cli.Commands;

/// <summary>The options of a server's address and of its embedded cluster; without them the configuration decides.</summary>
internal sealed class ServerOptions
{
    private readonly Option<string?> _url = new("--url", "-u")
    {
        Description = "Where to listen: addresses of http or https, with semicolons between; port 0 takes any free one. "
            + "[default: http://127.0.0.1:9400, with a certificate https://127.0.0.1:9400]",
        HelpName = "http://host:port;...",
    };

    private readonly Option<int?> _brokers = new("--brokers")
    {
        Description = "Number of brokers of the embedded cluster. [default: 3]",
        HelpName = "number",
        CustomParser = WholeNumber.Between(1, 100),
    };

    private readonly Option<int?> _partitions = new("--partitions")
    {
        Description = "Partitions of a topic of the embedded cluster that is created without a count. [default: 1]",
        HelpName = "number",
        CustomParser = WholeNumber.Between(1, 10_000),
    };

    public void AddTo(Command command)
    {
        command.Add(_url);
        command.Add(_brokers);
        command.Add(_partitions);
    }

    /// <summary>Adds what the command line says to <paramref name="settings"/>, under the names of the configuration.</summary>
    public void AddTo(Dictionary<string, string?> settings, ParseResult parsed)
    {
        Add("Gateway:Url", parsed.GetValue(_url));
        Add("Embedded:Brokers", parsed.GetValue(_brokers));
        Add("Embedded:DefaultPartitions", parsed.GetValue(_partitions));

        void Add(string name, object? value)
        {
            if (value is not null)
            {
                settings[name] = FormattableString.Invariant($"{value}");
            }
        }
    }
}
