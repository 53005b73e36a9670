// SPDX-License-Identifier: Apache-2.0

using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;
using Sluice.Gateway.Security.Audit;
using Sluice.Gateway.Security.Policies;

namespace Sluice.Gateway.Tests.Security.Audit;

public sealed class AuditTrailTests : IDisposable
{
    private static readonly AuditedCall Call = new("oid:1", "192.0.2.1", "GET", "Consume", "orders");
    private readonly FakeLoggerProvider _log = new();
    private readonly FakeTimeProvider _time = new();
    private readonly ILoggerFactory _logs;
    private readonly AuditTrail _trail;

    public AuditTrailTests()
    {
        _logs = LoggerFactory.Create(b => b.AddProvider(_log));
        _trail = new AuditTrail(_logs, _time);
    }

    private IReadOnlyList<FakeLogRecord> Records => _log.Collector.GetSnapshot();

    public void Dispose()
    {
        _trail.Dispose();
        _logs.Dispose();
    }

    [Fact]
    public void Refusal_ShouldBeToldAtOnce_AndItsRepeatsAtTheEndOfTheSecond()
    {
        for (var i = 0; i < 1_000; i++)
        {
            _trail.Refused(Call, "forbidden", "no rule", "trace");
        }

        var first = Records.ShouldHaveSingleItem();
        first.Id.Name.ShouldBe("CallRefused");
        first.Category.ShouldBe(AuditTrail.Category);
        first.Level.ShouldBe(LogLevel.Information);
        first.Message.ShouldBe("GET Consume on topic orders refused to oid:1 from 192.0.2.1: forbidden, no rule (trace trace)");
        _time.Advance(TimeSpan.FromSeconds(1));
        Records.Count.ShouldBe(2);
        Records[1].GetStructuredStateValue("Count").ShouldBe("999");

        _trail.Refused(Call, "forbidden", "no rule", "trace");
        Records.Count.ShouldBe(3, "a new second begins");
    }

    [Fact]
    public void Flood_ShouldBeBounded_HoweverManyCallersItIsMadeOf()
    {
        for (var second = 0; second < 5; second++)
        {
            for (var i = 0; i < 20_000; i++)
            {
                _trail.Refused(Call with { Principal = $"oid:{i}" }, "unauthenticated", "expired", "trace");
            }

            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Records.Count.ShouldBe(5 * 11);
        Records[^1].Id.Name.ShouldBe("OthersRefused");
        Records[^1].GetStructuredStateValue("Count").ShouldBe("19990");
    }

    [Fact]
    public void Changes_ShouldNeverBeDropped()
    {
        for (var i = 0; i < 1_000; i++)
        {
            _trail.Refused(Call with { Topic = $"t-{i}" }, "forbidden", "no rule", "trace");
            _trail.Changed(i % 2 == 0 ? TopicOperation.Create : TopicOperation.Delete, Call, "done", "trace");
        }

        Records.Count(r => r.Id.Name == "TopicCreation").ShouldBe(500);
        Records.Count(r => r.Id.Name == "TopicDeletion").ShouldBe(500);
    }

    [Fact]
    public void Counted_ShouldBeToldBeforeTheEnd()
    {
        _trail.Refused(Call, "forbidden", "no rule", "trace");
        _trail.Refused(Call, "forbidden", "no rule", "trace");

        _trail.Dispose();

        Records[^1].GetStructuredStateValue("Count").ShouldBe("1");
    }

    [Fact]
    public void Reason_ShouldStayOnItsLine_AndBeShort()
    {
        _trail.Refused(Call, "unauthenticated", "kid \"a\r\nTopic x deleted by admin\u2028\u0085\" " + new string('x', 10_000), "trace");

        var message = Records.ShouldHaveSingleItem().Message;
        message.ShouldNotContain('\n');
        message.ShouldNotContain('\r');
        message.ShouldNotContain('\u2028');
        message.Length.ShouldBeLessThan(500);
    }
}
