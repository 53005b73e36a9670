// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using Confluent.Kafka;
using OrdersPipeline.Mutants;

namespace OrdersPipeline;

/// <summary>What the environment says.</summary>
internal sealed record Settings(ClientConfig Kafka, TimeSpan SessionTimeout, TimeSpan HeartbeatInterval, Mutant Mutant)
{
    public static Settings FromEnvironment(string service) => new(
        ReadKafka(),
        TimeSpan.FromMilliseconds(Number("GROUP_SESSION_TIMEOUT_MS", 45_000)),
        TimeSpan.FromMilliseconds(Number("GROUP_HEARTBEAT_MS", 3_000)),
        Text("MUTANT_SERVICE") == service ? ReadMutant() : Mutant.None);

    /// <summary>The address in that variable; without it, the embedded store.</summary>
    public static string Store(string variable) => Text(variable)
        ?? (Text("EMBEDDED_STORE") is { } file ? $"sqlite:{file}" : throw new SettingException(
            $"Set {variable} to the store's address, or EMBEDDED_STORE to a file."));

    /// <summary>KAFKA_PROPERTIES names a file of librdkafka's own properties: certificates, logins, tuning.</summary>
    private static ClientConfig ReadKafka()
    {
        var properties = new Dictionary<string, string>();
        foreach (var line in Text("KAFKA_PROPERTIES") is { } file ? File.ReadAllLines(file) : [])
        {
            if (line.Split('=', 2, StringSplitOptions.TrimEntries) is [var name and not ['#', ..], var value])
            {
                properties[name] = value;
            }
        }

        var kafka = new ClientConfig(properties);
        kafka.BootstrapServers = Text("KAFKA_BOOTSTRAP") ?? kafka.BootstrapServers
            ?? throw new SettingException("Set KAFKA_BOOTSTRAP to the brokers, for example localhost:9092.");
        return kafka;
    }

    private static Mutant ReadMutant() => Text("MUTANT") is not { } name ? Mutant.None
        : MutantNames.Find(name) ?? throw new SettingException($"MUTANT is \"{name}\"; there are {string.Join(", ", MutantNames.All)}.");

    private static int Number(string variable, int otherwise) => Text(variable) is not { } text ? otherwise
        : int.TryParse(text, CultureInfo.InvariantCulture, out var number) && number > 0 ? number
        : throw new SettingException($"{variable} is \"{text}\"; it must be a number of milliseconds.");

    private static string? Text(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? text : null;
}
