// SPDX-License-Identifier: Apache-2.0

using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Sluice.Core.Topics;

namespace Sluice.Core.Tests.Topics;

public sealed class AdminClientDisposalTests
{
    private static readonly DescribeTopicsOptions Options = new() { RequestTimeout = TimeSpan.FromSeconds(1) };

    /// <summary>Without <see cref="InFlight"/> this ends the process: the client frees its queue before it refuses calls.</summary>
    [Fact]
    public async Task Client_ShouldBeDisposedSafely_WhileCallsAreBegun()
    {
        var inFlight = new InFlight();
        var configuration = new AdminClientConfig { BootstrapServers = "127.0.0.1:1" };
        var client = new AdminClientBuilder(configuration).SetLogHandler((_, _) => { }).Build();
        var calling = Enumerable.Range(0, 4).Select(_ => Task.Run(() => BeginUntilRefusedAsync(client, inFlight))).ToArray();
        await Task.Yield();

        await inFlight.CloseAsync().WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        client.Dispose();

        await Task.WhenAll(calling).WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
    }

    private static async Task BeginUntilRefusedAsync(IAdminClient client, InFlight inFlight)
    {
        var refused = false;
        while (!refused)
        {
            var call = inFlight.RunAsync(() => client.DescribeTopicsAsync(TopicCollection.OfTopicNames(["orders"]), Options));
            refused = call.IsFaulted && call.Exception.InnerException is ObjectDisposedException;
            if (!refused)
            {
                await Task.Yield();
            }
        }
    }
}
