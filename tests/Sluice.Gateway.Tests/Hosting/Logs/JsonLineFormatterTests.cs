// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Sluice.Gateway.Hosting.Logs;

namespace Sluice.Gateway.Tests.Hosting.Logs;

public sealed partial class JsonLineFormatterTests : IDisposable
{
    private const string Hostile = "a\r\n{\"level\":\"critical\"}\u2028\u0085\u001b[31m\ud800\"";
    private readonly JsonLog _log = new(new FakeTimeProvider(new DateTimeOffset(2026, 1, 2, 3, 4, 5, 6, TimeSpan.FromHours(2))));
    private readonly ILoggerFactory _logs;

    public JsonLineFormatterTests() => _logs = LoggerFactory.Create(b => b.SetMinimumLevel(LogLevel.Trace).AddProvider(_log));

    public void Dispose() => _logs.Dispose();

    [Fact]
    public void Record_ShouldBeOneLine_WithAllThatIsKnown()
    {
        using var activity = new Activity("test").Start();
        var logger = _logs.CreateLogger("Some.Category");
        using (logger.BeginScope(new CallerScope("oid:1")))
        {
            Note(logger, "orders", 3, 1.5);
        }

        var line = _log.Lines.ShouldHaveSingleItem();
        line.GetProperty("time").GetString().ShouldBe("2026-01-02T01:04:05.006Z");
        line.GetProperty("level").GetString().ShouldBe("warning");
        line.GetProperty("category").GetString().ShouldBe("Some.Category");
        line.GetProperty("event").GetString().ShouldBe("Note");
        line.GetProperty("message").GetString().ShouldBe("Topic orders has 3 at 1.5");
        line.GetProperty("traceId").GetString().ShouldBe(activity.TraceId.ToHexString());
        line.GetProperty("spanId").GetString().ShouldBe(activity.SpanId.ToHexString());
        line.GetProperty("principal").GetString().ShouldBe("oid:1");
        line.GetProperty("attributes").EnumerateObject().Select(a => (a.Name, a.Value.GetRawText())).ShouldBe(
            [("topic", "\"orders\""), ("count", "3"), ("rate", "1.5")], ignoreOrder: true);
    }

    [Fact]
    public void Record_ShouldStayOneLine_WhateverIsInIt()
    {
        var logger = _logs.CreateLogger(Hostile);
        using (logger.BeginScope(new CallerScope(Hostile)))
        {
            logger.Log(LogLevel.Error, new EventId(1, Hostile), Hostile, new InvalidOperationException(Hostile), (state, _) => state);
            Note(logger, Hostile, 1, double.NaN);
        }

        _log.Lines.Count.ShouldBe(2);
        _log.Output.ShouldNotContain("\r");
        _log.Output.ShouldNotContain("\u2028");
        _log.Output.ShouldNotContain("\u001b");
        _log.Lines[0].GetProperty("level").GetString().ShouldBe("error");
        _log.Lines[0].GetProperty("exception").GetString()!.ShouldContain("InvalidOperationException");
    }

    [Fact]
    public void Record_ShouldDoWithoutWhatIsNotKnown()
    {
        using (new Activity("none") { ActivityTraceFlags = ActivityTraceFlags.None })
        {
            Activity.Current = null;
            _logs.CreateLogger("c").Log(LogLevel.Information, default, "plain", null, (state, _) => state);
        }

        _log.Lines.ShouldHaveSingleItem().EnumerateObject().Select(m => m.Name).ShouldBe(["time", "level", "category", "event", "message"]);
    }

    [Theory]
    [InlineData(null, TextFormatter.FormatterName)]
    [InlineData("text", TextFormatter.FormatterName)]
    [InlineData("json", JsonLineFormatter.FormatterName)]
    public async Task Console_ShouldWriteTheFormatThatIsAskedFor(string? format, string formatter)
    {
        await using var app = GatewayApplication.Build(new Dictionary<string, string?> { ["Telemetry:Logs:Format"] = format });

        app.Services.GetRequiredService<IOptions<ConsoleLoggerOptions>>().Value.FormatterName.ShouldBe(formatter);
        app.Services.GetServices<ConsoleFormatter>().Select(f => f.Name).ShouldContain(formatter);
    }

    [LoggerMessage(7, LogLevel.Warning, "Topic {Topic} has {Count} at {Rate}")]
    private static partial void Note(ILogger logger, string topic, int count, double rate);
}
