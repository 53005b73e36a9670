// SPDX-License-Identifier: Apache-2.0

using System.Text.Json.Nodes;
using Sluice.Core;
using Sluice.Core.Embedded;
using Sluice.Core.Groups;
using Sluice.Core.Records;
using Sluice.Testing.Pipelines;

namespace Sluice.Testing.Tests.Pipelines;

/// <summary>A pipeline of one service, which passes on what it reads, on an embedded cluster; a test says what it does wrong.</summary>
internal sealed class EchoPipeline : IAsyncDisposable
{
    public const string File = """
        kafka:
          main: { bootstrap: "${env:KAFKA_BOOTSTRAP}" }
        endpoints:
          in:    { topic: echo.in,  id: key, partitions: 3 }
          out:   { topic: echo.out, id: key, partitions: 3 }
          views: { collection: views, connection: "${secret:STORE}", id: _id }
        services:
          Echo: { in: [in], out: [out], group: svc-echo }
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly CancellationTokenSource _stop = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sluice-echo-");
    private readonly EmbeddedCluster _embedded = EmbeddedCluster.Start();
    private readonly KafkaCluster _cluster;
    private Task _serving = Task.CompletedTask;

    private EchoPipeline() => _cluster = KafkaCluster.Open(_embedded);

    public Pipeline Pipeline { get; private set; } = null!;

    public EmbeddedCluster Embedded => _embedded;

    public string Folder => _folder.FullName;

    public string PipelineFile => Path.Combine(Folder, "pipeline.yaml");

    /// <summary>Opens it; the service does to each record what it is told, by default passing it on once.</summary>
    public static async Task<EchoPipeline> OpenAsync(Func<StoredRecord, IEnumerable<NewRecord>>? service = null, bool isServing = true)
    {
        var echo = new EchoPipeline();
        await System.IO.File.WriteAllTextAsync(echo.PipelineFile, File, TestContext.Current.CancellationToken);
        echo.Pipeline = await Pipeline.OpenAsync(echo.PipelineFile, echo.Options(), TestContext.Current.CancellationToken);
        if (isServing)
        {
            echo._serving = echo.ServeAsync(service ?? (record => [PassOn(record)]));
        }

        return echo;
    }

    public PipelineOptions Options() => new()
    {
        Embedded = _embedded, Timeout = Patience, Within = TimeSpan.FromSeconds(3),
        Variables = { ["STORE"] = $"sqlite:{Path.Combine(Folder, "store.db")}", ["KAFKA_BOOTSTRAP"] = _embedded.BootstrapServers },
    };

    public static NewRecord PassOn(StoredRecord record, JsonNode? value = null, int? partition = null) => new()
    {
        Key = record.Key, Value = value is null ? record.Value : System.Text.Encoding.UTF8.GetBytes(value.ToJsonString()), Headers = record.Headers,
        Partition = partition,
    };

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _serving.WaitAsync(Patience);
        await Pipeline.DisposeAsync();
        await _cluster.DisposeAsync();
        _embedded.Dispose();
        _stop.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task ServeAsync(Func<StoredRecord, IEnumerable<NewRecord>> service)
    {
        await using var member = _cluster.JoinGroup(new GroupConsumerOptions
        {
            GroupId = "svc-echo", Topics = ["echo.in"], Commit = CommitPolicy.Auto, CommitInterval = TimeSpan.FromMilliseconds(20),
        });
        try
        {
            await foreach (var read in member.ReadAsync(_stop.Token))
            {
                foreach (var record in service(read.Record))
                {
                    await _cluster.Writer.WriteAsync("echo.out", [record], Patience, _stop.Token);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }
}
