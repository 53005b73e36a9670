// SPDX-License-Identifier: Apache-2.0

using Confluent.Kafka;
using Sluice.Core.Embedded;
using Sluice.Core.Errors;
using Sluice.Core.Groups;
using Sluice.Core.Topics;

namespace Sluice.Core.Tests.Embedded;

public sealed class EmbeddedClusterTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    public void Start_ShouldServeMetadata_FromItsBrokers(int brokers)
    {
        using var cluster = EmbeddedCluster.Start(new EmbeddedClusterOptions { Brokers = brokers });

        MetadataOf(cluster).Brokers.Select(broker => broker.BrokerId).Order().ShouldBe(Enumerable.Range(1, brokers));
    }

    [Fact]
    public void Start_ShouldKeepSignalsFromTheClustersThread()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "What a thread blocks stands in /proc.");
        const int goOn = 18;
        using var cluster = EmbeddedCluster.Start();
        MetadataOf(cluster).Brokers.ShouldNotBeEmpty();

        // SIGCONT, which follows a Ctrl-Z, would end the thread, and the cluster with it.
        var blocked = BlockedBy("rdk:mock").ToArray();

        blocked.ShouldNotBeEmpty();
        blocked.ShouldAllBe(signals => (signals & (1UL << (goOn - 1))) != 0);
    }

    [Fact]
    public void Start_ShouldNameEveryOptionOutOfRange()
    {
        var options = new EmbeddedClusterOptions { Brokers = 0, DefaultPartitions = 0, GroupInitialRebalanceDelay = TimeSpan.FromDays(1) };

        var failure = Should.Throw<KafkaFailureException>(() => EmbeddedCluster.Start(options)).Failure;

        failure.Code.ShouldBe(FailureCode.InvalidConfiguration);
        failure.Detail.ShouldContain("Brokers is 0");
        failure.Detail.ShouldContain("DefaultPartitions is 0");
        failure.Detail.ShouldContain("GroupInitialRebalanceDelay is 1.00:00:00");
    }

    [Fact]
    public async Task GroupInitialRebalanceDelay_ShouldHoldTheFirstAssignmentBack()
    {
        var delay = TimeSpan.FromSeconds(3);
        using var cluster = EmbeddedCluster.Start(new EmbeddedClusterOptions { GroupInitialRebalanceDelay = delay });
        cluster.CreateTopic(new NewTopic("orders"));
        await using var kafka = KafkaCluster.Open(cluster);
        var joining = TimeProvider.System.GetTimestamp();
        await using var member = kafka.JoinGroup(new GroupConsumerOptions { GroupId = "billing", Topics = ["orders"] });

        await member.WaitUntilAssignedAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);

        TimeProvider.System.GetElapsedTime(joining).ShouldBeGreaterThanOrEqualTo(delay);
    }

    [Fact]
    public void Clusters_ShouldBeIndependent()
    {
        using var one = EmbeddedCluster.Start();
        using var other = EmbeddedCluster.Start();
        one.CreateTopic(new NewTopic("orders"));

        MetadataOf(one).Topics.ShouldHaveSingleItem();
        MetadataOf(other).Topics.ShouldBeEmpty();
        one.Dispose();
        MetadataOf(other).Brokers.Count.ShouldBe(3);
    }

    [Fact]
    public void Dispose_ShouldStopEverything_AndMayBeCalledAgain()
    {
        var cluster = EmbeddedCluster.Start();
        cluster.Dispose();
        cluster.Dispose();

        Should.Throw<ObjectDisposedException>(() => cluster.CreateTopic(new NewTopic("orders")));
        Should.Throw<ObjectDisposedException>(() => cluster.DeleteTopic("orders"));
        Should.Throw<ObjectDisposedException>(() => cluster.DeleteRecords("orders", 0, 0));
        Should.Throw<ObjectDisposedException>(() => cluster.StopBroker(1));
        Should.Throw<ObjectDisposedException>(() => cluster.StartBroker(1));
        Should.Throw<ObjectDisposedException>(() => cluster.SetRoundTripTime(1, TimeSpan.Zero));
        Should.Throw<ObjectDisposedException>(() => cluster.SetLeader("orders", 0, 1));
        Should.Throw<ObjectDisposedException>(() => cluster.FailRequests(KafkaApi.Fetch, ErrorCode.NotLeaderForPartition));
        Should.Throw<ObjectDisposedException>(() => cluster.StopFailing(KafkaApi.Fetch));
        Should.Throw<ObjectDisposedException>(() => cluster.FindTopic("orders"));
    }

    [Fact]
    public async Task Dispose_ShouldBeSafe_WhileOthersUseIt()
    {
        var cluster = EmbeddedCluster.Start();
        var inUse = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var users = Enumerable.Range(0, 4).Select(user => Task.Factory.StartNew(
            () => UseUntilStopped(cluster, $"t-{user}", inUse), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)).ToArray();

        await inUse.Task.WaitAsync(EmbeddedKafka.Timeout, TestContext.Current.CancellationToken);
        cluster.Dispose();

        await Task.WhenAll(users);
    }

    private static void UseUntilStopped(EmbeddedCluster cluster, string topic, TaskCompletionSource inUse)
    {
        try
        {
            for (var round = 0; ; round++)
            {
                cluster.CreateTopic(new NewTopic(topic));
                cluster.FindTopic(topic).ShouldNotBeNull();
                cluster.DeleteTopic(topic);
                if (round == 10)
                {
                    inUse.TrySetResult();
                }
            }
        }
        catch (ObjectDisposedException)
        {
            // It is stopped, which is the one thing that may happen.
        }
    }

    /// <summary>The signals that this process's threads of that name block (proc_pid_status(5)).</summary>
    private static IEnumerable<ulong> BlockedBy(string thread)
    {
        foreach (var task in Directory.EnumerateDirectories("/proc/self/task"))
        {
            string[] status;
            try
            {
                status = File.ReadAllLines(Path.Combine(task, "status"));
            }
            catch (IOException)
            {
                // It has ended meanwhile.
                continue;
            }

            if (status.Contains($"Name:\t{thread}"))
            {
                yield return Convert.ToUInt64(status.Single(line => line.StartsWith("SigBlk:", StringComparison.Ordinal))[7..].Trim(), 16);
            }
        }
    }

    private static Metadata MetadataOf(EmbeddedCluster cluster)
    {
        using var client = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = cluster.BootstrapServers }).Build();
        return client.GetMetadata(EmbeddedKafka.Timeout);
    }
}
