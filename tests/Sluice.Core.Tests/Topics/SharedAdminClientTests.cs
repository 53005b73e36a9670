// SPDX-License-Identifier: Apache-2.0

using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Sluice.Core.Topics;

namespace Sluice.Core.Tests.Topics;

public sealed class SharedAdminClientTests
{
    private static readonly DescribeTopicsOptions Options = new() { RequestTimeout = TimeSpan.FromSeconds(1) };

    /// <summary>Without the gate this ends the process: the client's queue is freed before the client refuses calls.</summary>
    [Fact]
    public async Task Dispose_ShouldBeSafe_WhileCallsAreBegun()
    {
        for (var round = 0; round < 5; round++)
        {
            var client = Create();
            var calling = Enumerable.Range(0, 4).Select(_ => Task.Run(() => BeginUntilRefused(client))).ToArray();
            await Task.Yield();

            client.Dispose();

            await Task.WhenAll(calling).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public void Begin_ShouldNotReachTheClient_AfterDispose()
    {
        var client = Create();
        client.Dispose();
        client.Dispose();
        var isReached = false;

        Should.Throw<ObjectDisposedException>(() => client.Begin(_ =>
        {
            isReached = true;
            return Task.CompletedTask;
        }));

        isReached.ShouldBeFalse();
    }

    private static SharedAdminClient Create() =>
        new(new AdminClientBuilder(new AdminClientConfig { BootstrapServers = "127.0.0.1:1" }).SetLogHandler((_, _) => { }).Build());

    private static void BeginUntilRefused(SharedAdminClient client)
    {
        try
        {
            while (true)
            {
                _ = client.Begin(admin => admin.DescribeTopicsAsync(TopicCollection.OfTopicNames(["orders"]), Options));
            }
        }
        catch (ObjectDisposedException)
        {
            // Refused, as it should be.
        }
    }
}
