// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Confluent.Kafka;
using Microsoft.Data.Sqlite;
using Sluice.Core.Embedded;
using Sluice.Core.Topics;
using Sluice.EndToEnd.Tests.Repository;

namespace Sluice.EndToEnd.Tests.Samples;

/// <summary>An embedded cluster and store for services of the sample, seen with a plain client and plain SQL.</summary>
public sealed class SampleStage : IAsyncDisposable
{
    public const int Partitions = 6;
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(20);
    private readonly EmbeddedCluster _cluster = EmbeddedCluster.Start(new EmbeddedClusterOptions { DefaultPartitions = Partitions });
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sluice-sample-");
    private readonly List<SampleService> _services = [];
    private readonly IProducer<string, byte[]?> _producer;

    public SampleStage()
    {
        foreach (var topic in (string[])["sales.events", "sales.orders", "sales.audit", "sales.enriched", "sales.dlq"])
        {
            _cluster.CreateTopic(new NewTopic(topic));
        }

        _producer = new ProducerBuilder<string, byte[]?>(
            new ProducerConfig { BootstrapServers = _cluster.BootstrapServers, LingerMs = 0, Partitioner = Partitioner.Murmur2Random }).Build();
    }

    public string StoreFile => Path.Combine(_folder.FullName, "store.db");

    internal Task<SampleService> StartAsync(string name, string? mutant = null) =>
        StartAsync(name, mutant, new ProcessStartInfo(SampleService.Program, [name]));

    internal async Task<SampleService> StartPythonAsync(string? mutant = null)
    {
        var script = Path.Combine(RepositoryFiles.Root, "samples", "orders-pipeline", "python", "svc_3b.py");
        return await StartAsync("3B", mutant, new ProcessStartInfo(await Python.RequireAsync(), ["-B", script]));
    }

    internal async Task<TopicPartitionOffset> SendAsync(string topic, string key, string? value, int? partition = null)
    {
        var message = new Message<string, byte[]?> { Key = key, Value = value is null ? null : Encoding.UTF8.GetBytes(value) };
        var place = new TopicPartition(topic, partition ?? Partition.Any);
        return (await _producer.ProduceAsync(place, message, TestContext.Current.CancellationToken)).TopicPartitionOffset;
    }

    /// <summary>The records of that key, as soon as there are as many.</summary>
    internal Task<List<ConsumeResult<string, byte[]?>>> ReadAsync(string topic, string key, int count) =>
        Task.Run(() => Read(topic, key, count), TestContext.Current.CancellationToken);

    /// <summary>The document, as soon as it is as it should be; null if it is not there.</summary>
    internal async Task<JsonNode?> DocumentAsync(string collection, string id, Func<JsonNode?, bool> until)
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            var document = Find(collection, id);
            if (until(document))
            {
                return document;
            }

            if (Stopwatch.GetElapsedTime(started) > Deadline)
            {
                throw new TimeoutException($"{collection} has for {id}: {document?.ToJsonString() ?? "nothing"}\n{Logs}");
            }

            await Task.Delay(PollInterval, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>The document at this moment.</summary>
    internal JsonNode? Find(string collection, string id)
    {
        using var connection = new SqliteConnection($"Data Source={StoreFile}");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT document FROM \"{collection}\" WHERE id = $id";
        command.Parameters.AddWithValue("$id", id);
        try
        {
            return command.ExecuteScalar() is string text ? JsonNode.Parse(text) : null;
        }
        catch (SqliteException missing) when (missing.SqliteErrorCode == 1)
        {
            return null;
        }
    }

    /// <summary>Nobody else can write to the store until this is disposed of.</summary>
    internal SqliteConnection LockStore()
    {
        var connection = new SqliteConnection($"Data Source={StoreFile};Pooling=False");
        connection.Open();
        using var begin = connection.CreateCommand();
        begin.CommandText = "BEGIN IMMEDIATE";
        begin.ExecuteNonQuery();
        return connection;
    }

    /// <summary>What the group has committed, as soon as it is as far.</summary>
    internal async Task<long?> CommittedAsync(string group, TopicPartition partition, long? atLeast)
    {
        using var consumer = new ConsumerBuilder<Ignore, Ignore>(
            new ConsumerConfig { BootstrapServers = _cluster.BootstrapServers, GroupId = group }).Build();
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            var offset = (await Task.Run(() => consumer.Committed([partition], Deadline)))[0].Offset;
            long? committed = offset.IsSpecial ? null : offset.Value;
            if (atLeast is null || committed >= atLeast)
            {
                return committed;
            }

            if (Stopwatch.GetElapsedTime(started) > Deadline)
            {
                throw new TimeoutException($"{group} has committed {committed} of {partition}, not {atLeast}.\n{Logs}");
            }

            await Task.Delay(PollInterval, TestContext.Current.CancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var service in _services)
        {
            await service.DisposeAsync();
        }

        _producer.Dispose();
        await _cluster.DisposeAsync();
        SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    private string Logs => string.Join('\n', _services.SelectMany(service => service.Log));

    private async Task<SampleService> StartAsync(string name, string? mutant, ProcessStartInfo start)
    {
        start.Environment["KAFKA_BOOTSTRAP"] = _cluster.BootstrapServers;
        start.Environment["GROUP_SESSION_TIMEOUT_MS"] = "1500";
        start.Environment["GROUP_HEARTBEAT_MS"] = "100";
        start.Environment["EMBEDDED_STORE"] = StoreFile;
        start.Environment["MUTANT"] = mutant;
        start.Environment["MUTANT_SERVICE"] = name;
        var service = await SampleService.StartAsync(start);
        lock (_services)
        {
            _services.Add(service);
        }

        return service;
    }

    private List<ConsumeResult<string, byte[]?>> Read(string topic, string key, int count)
    {
        using var consumer = new ConsumerBuilder<string, byte[]?>(
            new ConsumerConfig { BootstrapServers = _cluster.BootstrapServers, GroupId = "never-joined", FetchWaitMaxMs = 5 }).Build();
        consumer.Assign(Enumerable.Range(0, Partitions).Select(partition => new TopicPartitionOffset(topic, partition, Offset.Beginning)));
        var started = Stopwatch.GetTimestamp();
        var records = new List<ConsumeResult<string, byte[]?>>();
        while (records.Count < count)
        {
            if (consumer.Consume(PollInterval) is { } record && record.Message.Key == key)
            {
                records.Add(record);
            }

            if (Stopwatch.GetElapsedTime(started) > Deadline)
            {
                throw new TimeoutException($"{topic} has {records.Count} records of {key}, not {count}.\n{Logs}");
            }
        }

        return records;
    }
}
