// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using System.Text;
using Sluice.Core.Connections;
using Sluice.Core.Embedded;
using Sluice.Core.Errors;
using Sluice.Core.Reading;
using Sluice.Core.Records;
using Sluice.Core.Topics;

namespace Sluice.Core.Tests.Embedded;

/// <summary>An embedded cluster by its address, as other processes know it.</summary>
public sealed class ConnectedClusterTests : IAsyncLifetime
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);
    private readonly EmbeddedCluster _embedded = EmbeddedCluster.Start();
    private KafkaCluster _owner = null!;
    private KafkaCluster _connected = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _owner = KafkaCluster.Open(_embedded);
        _connected = await KafkaCluster.ConnectAsync(new KafkaConnectionOptions { BootstrapServers = _embedded.BootstrapServers }, Timeout, Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _connected.DisposeAsync();
        await _owner.DisposeAsync();
        await _embedded.DisposeAsync();
    }

    [Fact]
    public async Task Connected_ShouldSeeTheSameTopic_AsItsOwner()
    {
        var created = await _owner.Topics.CreateAsync(new NewTopic("orders") { PartitionCount = 2 }, Timeout, Token);

        var seen = await _connected.Topics.DescribeAsync("orders", Timeout, Token);

        seen.Partitions.Select(partition => partition.Leader).ShouldBe(created.Partitions.Select(partition => partition.Leader));
        (await _connected.Topics.GetBrokersAsync(Timeout, Token)).Count.ShouldBe(3);
    }

    [Fact]
    public async Task Connected_ShouldWriteAndRead()
    {
        await _owner.Topics.CreateAsync(new NewTopic("orders"), Timeout, Token);

        var written = await _connected.Writer.WriteAsync("orders", [new NewRecord { Value = "first"u8.ToArray() }], Timeout, Token);
        var read = await _connected.Reader.ReadAsync(new ReadRequest("orders", 0, ReadPosition.Earliest), Timeout, Token);

        written.Single().Failure.ShouldBeNull();
        Encoding.UTF8.GetString(read.Records.Single().Value!).ShouldBe("first");
    }

    [Fact]
    public async Task Connected_ShouldNotCreateTheTopic_WhenItIsAskedFor()
    {
        var failure = await Should.ThrowAsync<KafkaFailureException>(() => _connected.Topics.DescribeAsync("nowhere", Timeout, Token));

        failure.Failure.Code.ShouldBe(FailureCode.TopicNotFound);
        (await _owner.Topics.ListAsync(includeInternal: true, Timeout, Token)).ShouldNotContain("nowhere");
    }

    [Fact]
    public async Task Connected_ShouldRefuseAtOnce_WhatTheProtocolCannotDo()
    {
        await _owner.Topics.CreateAsync(new NewTopic("orders"), Timeout, Token);
        var byTime = new ReadRequest("orders", 0, ReadPosition.Time(1_700_000_000_000));
        Func<Task>[] calls =
        [
            () => _connected.Topics.CreateAsync(new NewTopic("more"), Timeout, Token),
            () => _connected.Topics.DeleteAsync("orders", Timeout, Token),
            () => _connected.Reader.ReadAsync(byTime, Timeout, Token),
        ];

        foreach (var call in calls)
        {
            (await Should.ThrowAsync<KafkaFailureException>(call)).Failure.Code.ShouldBe(FailureCode.NotSupported);
        }
    }

    [Fact]
    public async Task Connected_ShouldRefuseARecord_ThatTheClusterWouldLose()
    {
        await _owner.Topics.CreateAsync(new NewTopic("orders"), Timeout, Token);

        var written = await _connected.Writer.WriteAsync("orders", [new NewRecord { Value = new byte[1_500_000] }], Timeout, Token);

        written.Single().Failure.ShouldNotBeNull().Code.ShouldBe(FailureCode.RecordTooLarge);
    }

    [Fact]
    public async Task Connect_ShouldSayWhy_WhenNobodyAnswers()
    {
        var clock = Stopwatch.StartNew();
        var options = new KafkaConnectionOptions { BootstrapServers = "127.0.0.1:1" };

        var failure = await Should.ThrowAsync<KafkaFailureException>(() => KafkaCluster.ConnectAsync(options, TimeSpan.FromSeconds(1), Token));

        failure.Failure.Code.ShouldBeOneOf(FailureCode.KafkaUnavailable, FailureCode.KafkaTimeout);
        failure.Message.ShouldContain("127.0.0.1:1");
        clock.Elapsed.ShouldBeLessThan(Timeout, "the client's own time for a request");
    }
}
