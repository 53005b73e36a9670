// SPDX-License-Identifier: Apache-2.0

using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Sluice.Core.Errors;
using Sluice.Testing.Files;
using Sluice.Testing.Matching;
using Sluice.Testing.Values;

namespace Sluice.Testing.Pipelines;

/// <summary>Reads a pipeline file.</summary>
internal sealed class PipelineReader(string file, FileFaults faults)
{
    private static readonly string[] SecurityKeys =
    [
        "protocol", "keystore", "truststore", "password", "keystorePassword", "keyPassword", "keyAlias", "truststorePassword", "verifyHostName",
        "mechanism", "user", "saslPassword", "tokenEndpoint", "scope",
    ];

    /// <summary>Reads the file; null if it has faults, which are added.</summary>
    public static async Task<PipelineFile?> ReadAsync(string file, FileFaults faults, CancellationToken cancellationToken)
    {
        try
        {
            return new PipelineReader(file, faults).Read(await YamlFile.ReadAsync(file, cancellationToken).ConfigureAwait(false));
        }
        catch (FileFaultsException exception)
        {
            faults.Add(exception.Faults);
            return null;
        }
    }

    public PipelineFile? Read(MapNode root)
    {
        var before = faults.All.Count;
        var map = new MapReader(file, root, faults);
        var clusters = ReadClusters(map);
        IReadOnlyList<EndpointDefinition> endpoints =
            [.. map.Entries("endpoints").Select(entry => ReadEndpoint(entry, clusters)).OfType<EndpointDefinition>()];
        if (!map.Has("endpoints"))
        {
            faults.Add(file, root.Position, "\"endpoints\" is missing: the named places where data lives.");
        }

        IReadOnlyList<ServiceDefinition> services =
            [.. map.Entries("services").Select(entry => ReadService(entry, endpoints)).OfType<ServiceDefinition>()];
        var allowed = map.Text("faults");
        if (allowed is not (null or "allowed" or "forbidden"))
        {
            map.Wrong("faults", $"is allowed or forbidden, not \"{allowed}\"");
        }

        map.End();
        CheckValues(root);
        return faults.All.Count > before
            ? null : new PipelineFile(Path.GetFileNameWithoutExtension(file), file, clusters, endpoints, services, allowed == "allowed");
    }

    // No case runs yet, so that only what comes from outside has a value.
    private void CheckValues(MapNode root)
    {
        foreach (var scalar in root.Scalars())
        {
            try
            {
                foreach (var (expression, _) in Template.Parse(scalar.Text).Where(part => part.IsExpression && !ValueSources.Knows(part.Text)))
                {
                    faults.Add(file, scalar.Position, $"${{{expression}}} has no value in a pipeline file: there are {ValueSources.Form}.");
                }
            }
            catch (ValueException exception)
            {
                faults.Add(file, scalar.Position, exception.Message);
            }
        }
    }

    private List<ClusterDefinition> ReadClusters(MapReader map)
    {
        var clusters = new List<ClusterDefinition>();
        foreach (var entry in map.Entries("kafka"))
        {
            if (MapReader.Of(file, entry.Value, faults, $"\"{entry.Key}\"") is not { } cluster)
            {
                continue;
            }

            var properties = cluster.Node("properties");
            var settings = properties is MapNode table
                ? table.Entries.ToDictionary(setting => setting.Key, setting => (setting.Value as ScalarNode)?.Text ?? "") : [];
            var definition = new ClusterDefinition(
                entry.Key, entry.Position, cluster.Text("bootstrap"), properties is ScalarNode ? cluster.Text("properties") : null, settings,
                ReadSecurity(cluster));
            if (definition.Bootstrap is null && definition.PropertiesFile is null)
            {
                faults.Add(file, entry.Position, "\"bootstrap\" is missing: HOST:PORT,… of the brokers, or \"properties\" with a Java client's file.");
            }

            cluster.End();
            clusters.Add(definition);
        }

        return clusters;
    }

    private static JsonObject? ReadSecurity(MapReader cluster)
    {
        if (cluster.Map("security") is not { } security)
        {
            return null;
        }

        var read = new JsonObject();
        foreach (var key in SecurityKeys)
        {
            if (security.Text(key) is { } text)
            {
                read[key] = text;
            }
        }

        security.End();
        return read;
    }

    private EndpointDefinition? ReadEndpoint(MapEntry entry, List<ClusterDefinition> clusters)
    {
        if (MapReader.Of(file, entry.Value, faults, $"endpoint \"{entry.Key}\"") is not { } map)
        {
            return null;
        }

        (EndpointKind Kind, string? Target)[] named =
        [
            (EndpointKind.Topic, map.Text("topic")), (EndpointKind.Collection, map.Text("collection")), (EndpointKind.Index, map.Text("index")),
            (EndpointKind.Http, map.Text("http")),
        ];
        (EndpointKind Kind, string? Target)[] given = [.. named.Where(one => one.Target is not null)];
        if (given.Length != 1)
        {
            faults.Add(file, entry.Position, $"endpoint \"{entry.Key}\" is one of topic, collection, index and http, not {(given.Length == 0 ? "none" : "several")} of them.");
            map.Keys.ToList().ForEach(key => map.Has(key));
            return null;
        }

        var kind = given[0].Kind;
        var endpoint = new EndpointDefinition
        {
            Name = entry.Key,
            Position = entry.Position,
            Kind = kind,
            Target = given[0].Target!,
            Id = ReadSelector(map, "id"),
            Cluster = kind == EndpointKind.Topic ? ReadCluster(map, clusters, entry) : null,
            Partitions = kind == EndpointKind.Topic ? map.Whole("partitions", least: 1) : null,
            AllowsStrays = kind == EndpointKind.Topic && ReadStrays(map),
            Connection = kind is EndpointKind.Collection or EndpointKind.Index ? ReadConnection(map, entry) : null,
            Relay = kind is EndpointKind.Collection or EndpointKind.Index ? map.Text("relay") : null,
            CaFile = kind == EndpointKind.Http ? map.Text("ca") : null,
            IsStub = kind == EndpointKind.Http && map.Flag("stub"),
        };
        map.End();
        return endpoint;
    }

    private string? ReadCluster(MapReader map, List<ClusterDefinition> clusters, MapEntry entry)
    {
        var name = map.Text("kafka");
        if (clusters.Count == 0)
        {
            faults.Add(file, entry.Position, $"endpoint \"{entry.Key}\" is a topic, but the file has no cluster below \"kafka\".");
        }
        else if (name is not null && clusters.All(cluster => cluster.Name != name))
        {
            map.Wrong("kafka", Unknown("cluster", name, clusters.Select(cluster => cluster.Name)));
        }
        else if (name is null && clusters.Count > 1)
        {
            faults.Add(file, entry.Position, $"endpoint \"{entry.Key}\" says not which cluster it is in: kafka: {string.Join(" or ", clusters.Select(cluster => cluster.Name))}.");
        }

        return name;
    }

    private static bool ReadStrays(MapReader map)
    {
        var strays = map.Text("strays");
        if (strays is not (null or "allowed" or "forbidden"))
        {
            map.Wrong("strays", $"is allowed or forbidden, not \"{strays}\"");
        }

        return strays == "allowed";
    }

    private static Selector? ReadSelector(MapReader map, string key)
    {
        if (map.Text(key) is not { } text)
        {
            return null;
        }

        try
        {
            return Selector.Parse(text);
        }
        catch (FormatException exception)
        {
            map.Wrong(key, $"cannot be used: {exception.Message.TrimEnd('.')}");
            return null;
        }
    }

    private StoreConnection? ReadConnection(MapReader map, MapEntry entry)
    {
        switch (map.Node("connection"))
        {
            case MapNode:
                var connection = map.Map("connection")!;
                var read = new StoreConnection(
                    connection.Required("url", "the store's address") ?? "", connection.Text("user"), connection.Text("password"), connection.Text("apiKey"),
                    connection.Text("ca"));
                connection.End();
                return read;
            case null:
                faults.Add(file, entry.Position, $"endpoint \"{entry.Key}\" has no \"connection\": the store's address.");
                return null;
            default:
                return map.Text("connection") is { } url ? new StoreConnection(url) : null;
        }
    }

    private ServiceDefinition? ReadService(MapEntry entry, IReadOnlyList<EndpointDefinition> endpoints)
    {
        if (MapReader.Of(file, entry.Value, faults, $"service \"{entry.Key}\"") is not { } map)
        {
            return null;
        }

        var service = new ServiceDefinition(
            entry.Key, entry.Position, ReadNames(map, "in", endpoints), ReadNames(map, "out", endpoints), map.Text("group"),
            [.. map.Texts("run").Select(text => text.Text)],
            map.Entries("env").ToDictionary(variable => variable.Key, variable => (variable.Value as ScalarNode)?.Text ?? ""),
            ReadReady(map));
        map.End();
        return service;
    }

    private static Regex? ReadReady(MapReader map)
    {
        if (map.Text("ready") is not { } text)
        {
            return null;
        }

        try
        {
            return new Regex(text, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
        }
        catch (ArgumentException exception)
        {
            map.Wrong("ready", $"is a regular expression, which this is not: {exception.Message.TrimEnd('.')}");
            return null;
        }
    }

    private string[] ReadNames(MapReader map, string key, IReadOnlyList<EndpointDefinition> endpoints)
    {
        var names = map.Texts(key);
        foreach (var name in names.Where(name => endpoints.All(endpoint => endpoint.Name != name.Text)))
        {
            faults.Add(file, name.Position, MapReader.Sentence($"\"{key}\" {Unknown("endpoint", name.Text, endpoints.Select(endpoint => endpoint.Name))}"));
        }

        return [.. names.Select(name => name.Text)];
    }

    private static string Unknown(string noun, string name, IEnumerable<string> names) => $"names {noun} \"{name}\", which is not there: "
        + (Suggestion.For(name, names) is { } meant ? $"did you mean \"{meant}\"?" : $"there are {string.Join(", ", names)}");
}
