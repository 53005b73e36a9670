// SPDX-License-Identifier: Apache-2.0

using Confluent.Kafka;
using Microsoft.Extensions.Time.Testing;
using Sluice.Core.Connections;
using Sluice.Core.Embedded;

namespace Sluice.Core.Tests.Connections;

public sealed class BrokerReminderTests
{
    private static readonly Error Lost = new(ErrorCode.Local_Transport);

    private readonly FakeTimeProvider _time = new();
    private readonly List<string> _reminders = [];
    private bool _isDisposed;

    [Fact]
    public void Client_ShouldBeRemindedForAWhile_AfterItLostAConnection()
    {
        var reminder = Create();

        reminder.OnError(null!, Lost);
        Advance(2);
        var atOnce = _reminders.Count;
        Advance(200);

        atOnce.ShouldBe(0);
        _reminders.ShouldBe(Enumerable.Repeat("a:9092,b:9092", 5));
    }

    [Fact]
    public void Client_ShouldBeRemindedAnew_WhenItGoesOnFailing()
    {
        var reminder = Create();
        for (var i = 0; i < 30; i++)
        {
            reminder.OnError(null!, Lost);
            reminder.OnError(null!, new Error(ErrorCode.Local_AllBrokersDown));
            Advance(10);
        }

        var whileItFails = _reminders.Count;
        Advance(200);

        whileItFails.ShouldBeInRange(30, 100);
        (_reminders.Count - whileItFails).ShouldBeInRange(3, 6);
    }

    [Fact]
    public void Client_ShouldNotBeReminded_WithoutALostConnectionOrWhenItIsGone()
    {
        var reminder = Create();

        reminder.OnError(null!, new Error(ErrorCode.Local_MsgTimedOut));
        Advance(100);
        _isDisposed = true;
        reminder.OnError(null!, Lost);
        Advance(100);

        _reminders.ShouldBeEmpty();
    }

    [Fact]
    public void Client_ShouldReachTheServers_ThatItIsRemindedOf()
    {
        using var cluster = EmbeddedCluster.Start();
        using var client = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = "127.0.0.1:9" }).SetLogHandler((_, _) => { }).Build();
        var reminder = new BrokerReminder(cluster.BootstrapServers, _time);

        reminder.OnError(client, Lost);
        Advance(3);

        client.GetMetadata(TimeSpan.FromSeconds(30)).Brokers.Count.ShouldBe(3);
    }

    [Fact]
    public void Reminder_ShouldEnd_WhenTheClientIsDisposedOf()
    {
        var client = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = "127.0.0.1:9" }).SetLogHandler((_, _) => { }).Build();
        var reminder = new BrokerReminder("127.0.0.1:9", _time);
        reminder.OnError(client, Lost);
        client.Dispose();

        Should.NotThrow(() => Advance(100));
    }

    private BrokerReminder Create() => new("a:9092,b:9092", _time, (_, servers) =>
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        _reminders.Add(servers);
    });

    private void Advance(int seconds)
    {
        for (var i = 0; i < seconds; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
        }
    }
}
