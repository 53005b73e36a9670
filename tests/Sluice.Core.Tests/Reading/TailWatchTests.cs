// SPDX-License-Identifier: Apache-2.0

using System.Runtime.ExceptionServices;
using System.Text;
using Sluice.Core.Reading;
using Sluice.Core.Topics;

namespace Sluice.Core.Tests.Reading;

/// <summary>That a topic is gone or another one is found out once for all who wait at its end, and by none of them.</summary>
public sealed class TailWatchTests(EmbeddedLog log) : IClassFixture<EmbeddedLog>, IAsyncDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);
    private readonly KafkaCluster _kafka = KafkaCluster.Open(log.Cluster);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _kafka.DisposeAsync();

    [Fact]
    public async Task Readers_ShouldSleep_WhileNothingHappens()
    {
        const int Readers = 500;
        var topic = log.NewTopic();
        using var over = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var waiting = Enumerable.Range(0, Readers).Select(_ => ReadAsync(topic, over.Token)).ToArray();
        await EmbeddedLog.UntilParkedAsync(_kafka.Reader, Readers);
        var woken = 0;

        // A reader that wakes by himself does so by a time that is over. Other tests wait as well, but not so many at once.
        void Count(object? sender, FirstChanceExceptionEventArgs e) => Interlocked.Add(ref woken, e.Exception is TimeoutException ? 1 : 0);
        AppDomain.CurrentDomain.FirstChanceException += Count;
        await Task.Delay(TimeSpan.FromSeconds(5), Token);
        AppDomain.CurrentDomain.FirstChanceException -= Count;

        woken.ShouldBeLessThan(Readers);
        waiting.ShouldAllBe(reading => !reading.IsCompleted);
        await over.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(Task.WhenAll(waiting));
    }

    [Fact]
    public async Task Readers_ShouldGetTheNewTopicsRecords_WhenTheirsIsCreatedAnew()
    {
        const int Readers = 20;
        var topic = log.NewTopic();
        var waiting = Enumerable.Range(0, Readers).Select(_ => ReadAsync(topic, Token)).ToArray();
        await EmbeddedLog.UntilParkedAsync(_kafka.Reader, Readers);

        log.Cluster.DeleteTopic(topic);
        log.Cluster.CreateTopic(new NewTopic(topic) { PartitionCount = 4 });
        await log.WriteAsync(topic, 7, 1);

        foreach (var read in await Task.WhenAll(waiting))
        {
            Encoding.UTF8.GetString(read.Records.ShouldHaveSingleItem().Value!).ShouldBe("7");
        }
    }

    private Task<ReadResult> ReadAsync(string topic, CancellationToken cancellationToken) =>
        _kafka.Reader.ReadAsync(new ReadRequest(topic, 0, ReadPosition.Offset(0)) { MaxRecords = 10, Wait = Timeout }, Timeout, cancellationToken);
}
