// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics.Metrics;
using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Sluice.Gateway.Http;
using Sluice.Gateway.Http.Paths;
using Sluice.Gateway.Http.Problems;
using Sluice.Gateway.Security;
using Sluice.Gateway.Security.Audit;
using Sluice.Gateway.Security.Callers;
using Sluice.Gateway.Security.Policies;
using Sluice.Gateway.Tests.Bodies;

namespace Sluice.Gateway.Tests.Security.Audit;

public sealed class AuditMiddlewareTests : IDisposable
{
    private readonly FakeLoggerProvider _log = new();
    private readonly ServiceProvider _services;
    private readonly AuditTrail _trail;
    private readonly SecurityMetrics _metrics;
    private DateTimeOffset? _certificateNotAfter;

    public AuditMiddlewareTests()
    {
        _services = new ServiceCollection().AddMetrics().AddLogging(b => b.AddProvider(_log)).BuildServiceProvider();
        _trail = new AuditTrail(_services.GetRequiredService<ILoggerFactory>(), TimeProvider.System);
        _metrics = new SecurityMetrics(_services.GetRequiredService<IMeterFactory>(), TimeProvider.System, () => _certificateNotAfter);
    }

    public static TheoryData<string> Refusals =>
        [ErrorCatalogue.Unauthenticated.Code, ErrorCatalogue.Forbidden.Code, ErrorCatalogue.TooManyRequests.Code];

    private IReadOnlyList<FakeLogRecord> Records => _log.Collector.GetSnapshot();

    public void Dispose()
    {
        _trail.Dispose();
        _services.Dispose();
    }

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task Refusal_ShouldBeNotedAndCounted(string code)
    {
        using var counted = new MetricCollector<long>(_services.GetRequiredService<IMeterFactory>(), SecurityMetrics.MeterName, "sluice.refusals");
        var error = ErrorCatalogue.All.Single(e => e.Code == code);

        await RunAsync(TopicOperation.Read, c => ProblemResponse.WriteAsync(c, new Problem(error, "why")));

        var record = Records.ShouldHaveSingleItem();
        record.Id.Name.ShouldBe("CallRefused");
        record.Message.ShouldContain($"GET Consume on topic orders refused to oid:1 from 192.0.2.1: {code}, why");
        counted.GetMeasurementSnapshot().ShouldHaveSingleItem().Tags["sluice.error.code"].ShouldBe(code);
    }

    [Fact]
    public async Task Overload_ShouldBeCounted_AndBeNobodysDoing()
    {
        using var counted = new MetricCollector<long>(_services.GetRequiredService<IMeterFactory>(), SecurityMetrics.MeterName, "sluice.refusals");

        await RunAsync(TopicOperation.Read, c => ProblemResponse.WriteAsync(c, new Problem(ErrorCatalogue.Overloaded, "full")));

        counted.GetMeasurementSnapshot().ShouldHaveSingleItem().Tags["sluice.error.code"].ShouldBe("overloaded");
        Records.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("oid:1", null, "accepted")]
    [InlineData("oid:1", "forbidden", "accepted")]
    [InlineData(null, "unauthenticated", "unauthenticated")]
    [InlineData(null, "forbidden", "not-member")]
    [InlineData(null, "identity-unavailable", "unknown")]
    [InlineData(null, "overloaded", null)]
    [InlineData("anonymous", null, null)]
    public async Task CheckOfTheCaller_ShouldBeCounted(string? caller, string? code, string? result)
    {
        using var counted = new MetricCollector<long>(_services.GetRequiredService<IMeterFactory>(), SecurityMetrics.MeterName, "sluice.caller.checks");
        var error = ErrorCatalogue.All.SingleOrDefault(e => e.Code == code);

        await RunAsync(
            TopicOperation.Read,
            c =>
            {
                c.Features.Set(caller is null ? null : caller == "anonymous" ? Caller.Anonymous : new Caller { Id = caller });
                return error is null ? Task.CompletedTask : ProblemResponse.WriteAsync(c, new Problem(error, "why"));
            });

        counted.GetMeasurementSnapshot().Select(m => m.Tags["sluice.result"]).ShouldBe(result is null ? [] : [result]);
    }

    [Fact]
    public void Certificate_ShouldTellHowLongItLasts()
    {
        using var remaining = new MetricCollector<double>(
            _services.GetRequiredService<IMeterFactory>(), SecurityMetrics.MeterName, "sluice.tls.certificate.remaining");
        remaining.RecordObservableInstruments();
        remaining.LastMeasurement.ShouldBeNull();

        _certificateNotAfter = TimeProvider.System.GetUtcNow() + TimeSpan.FromHours(1);

        remaining.RecordObservableInstruments();
        remaining.LastMeasurement!.Value.ShouldBeInRange(1, 3600);
    }

    [Fact]
    public async Task HiddenTopic_ShouldBeNotedForWhatItIs()
    {
        await RunAsync(TopicOperation.Read, c =>
        {
            c.Features.Set(new AccessRefusal("no rule lets it describe"));
            return ProblemResponse.WriteAsync(c, new Problem(ErrorCatalogue.TopicNotFound, "There is no topic."));
        });

        Records.ShouldHaveSingleItem().Message.ShouldContain("topic-not-found, no rule lets it describe");
    }

    [Theory]
    [InlineData(TopicOperation.Create, "TopicCreation")]
    [InlineData(TopicOperation.Delete, "TopicDeletion")]
    public async Task Change_ShouldBeNotedWithItsOutcome(object operation, string name)
    {
        await RunAsync((TopicOperation)operation, _ => Task.CompletedTask);
        await RunAsync((TopicOperation)operation, c => ProblemResponse.WriteAsync(c, new Problem(ErrorCatalogue.KafkaTimeout, "late")));
        await RunAsync((TopicOperation)operation, c =>
        {
            c.Response.StatusCode = 499;
            return Task.CompletedTask;
        });

        Records.Select(r => r.Id.Name).ShouldBe([name, name, name]);
        Records.Select(r => r.GetStructuredStateValue("Outcome")).ShouldBe(["done", "kafka-timeout", "unknown"]);
        Records[0].GetStructuredStateValue("Principal").ShouldBe("oid:1");
        Records[0].GetStructuredStateValue("Topic").ShouldBe("orders");
    }

    [Fact]
    public async Task Other_ShouldNotBeNoted()
    {
        await RunAsync(TopicOperation.Read, _ => Task.CompletedTask);
        await RunAsync(TopicOperation.Write, c => ProblemResponse.WriteAsync(c, new Problem(ErrorCatalogue.TopicNotFound, "none")));
        await RunAsync(null, c => ProblemResponse.WriteAsync(c, new Problem(ErrorCatalogue.NotFound, "none")));

        Records.ShouldBeEmpty();
    }

    [Fact]
    public async Task NameThatIsNone_ShouldNotReachTheLog()
    {
        await RunAsync(
            TopicOperation.Create, c => ProblemResponse.WriteAsync(c, new Problem(ErrorCatalogue.InvalidTopic, "bad")), topic: "x\nTopic y deleted");

        Records.ShouldHaveSingleItem().GetStructuredStateValue("Topic").ShouldBe("-");
    }

    private async Task RunAsync(TopicOperation? operation, RequestDelegate answer, string topic = "orders")
    {
        var context = Answers.Context();
        context.Request.Method = "GET";
        context.Connection.RemoteIpAddress = IPAddress.Parse("::ffff:192.0.2.1");
        context.Features.Set(new Caller { Id = "oid:1" });
        context.Features.Set(new RawPathFeature(new RouteValueDictionary { ["topic"] = topic }));
        if (operation is { } needed)
        {
            context.SetEndpoint(new Endpoint(
                null, new EndpointMetadataCollection(ApiOperation.Instance, new TopicAccess(needed), new EndpointNameMetadata("Consume")), "Consume"));
        }

        await new AuditMiddleware(answer, _trail, _metrics).InvokeAsync(context);
    }
}
