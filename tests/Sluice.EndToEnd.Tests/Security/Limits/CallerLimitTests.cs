// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Net;
using Sluice.EndToEnd.Tests.Http;
using Sluice.EndToEnd.Tests.Security.Access;
using Sluice.TestIdentity;

namespace Sluice.EndToEnd.Tests.Security.Limits;

/// <summary>What one caller may ask for, told from others by its token.</summary>
public sealed class CallerLimitTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task PollsOfACaller_ShouldBeBounded_WhileItsWritesAndOtherCallersGoOn()
    {
        await using var stage = await StartAsync(("Limits:Caller:MaxPolls", "2"), ("Limits:Caller:MaxRequests", "1"));
        var one = stage.ClientOf(new TestApplication());
        var other = stage.ClientOf(new TestApplication());
        var topic = await one.CreateTopicAsync();
        var polls = Enumerable.Range(0, 3).Select(_ => one.GetRecordsAsync(topic, 0, "0", "?timeout=30000")).ToList();

        var refused = await Task.WhenAny(polls);
        await refused.ShouldBeProblemAsync("too-many-requests");

        (await other.ReadAsync(topic, 0, "?timeout=100")).Records.ShouldBeEmpty();
        await one.WriteValuesAsync(topic, "\"wakes both\"");
        foreach (var answer in await Task.WhenAll(polls.Except([refused])))
        {
            (await answer.Content.ReadAsStringAsync(Cancellation)).ShouldContain("wakes both");
            answer.Dispose();
        }
    }

    [Fact]
    public async Task Burst_ShouldBeFollowedByARefusal_WhoseRetryAfterIsTrue()
    {
        await using var stage = await StartAsync(("Limits:Caller:RequestsPerSecond", "0.5"), ("Limits:Caller:Burst", "00:00:20"));
        var one = stage.ClientOf(new TestApplication());
        var other = stage.ClientOf(new TestApplication());

        HttpResponseMessage answer;
        var served = 0;
        while ((answer = await one.GetAsync("v1/metadata/brokers")).StatusCode == HttpStatusCode.OK)
        {
            answer.Dispose();
            (++served).ShouldBeLessThan(1_000);
        }

        var wait = int.Parse(answer.Headers.GetValues("Retry-After").Single(), CultureInfo.InvariantCulture);
        await answer.ShouldBeProblemAsync("too-many-requests");
        served.ShouldBeGreaterThanOrEqualTo(10);
        wait.ShouldBeInRange(1, 2);
        (await other.GetAsync("v1/metadata/brokers")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await Task.Delay(TimeSpan.FromSeconds(wait), Cancellation);
        (await one.GetAsync("v1/metadata/brokers")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Bytes_ShouldKeepTheCallersNextRequestsWaiting_AndNobodyElses()
    {
        await using var stage = await StartAsync(("Limits:Caller:BytesPerSecond", "20000"), ("Limits:Caller:Burst", "00:00:01"));
        var one = stage.ClientOf(new TestApplication());
        var other = stage.ClientOf(new TestApplication());
        var topic = await one.CreateTopicAsync();

        await one.WriteValuesAsync(topic, $"\"{new string('x', 500_000)}\"");

        using var answer = await one.GetAsync("v1/metadata/brokers");
        int.Parse(answer.Headers.GetValues("Retry-After").Single(), CultureInfo.InvariantCulture).ShouldBeInRange(1, 25);
        await answer.ShouldBeProblemAsync("too-many-requests");
        (await other.ReadAsync(topic, 0)).Records.Count.ShouldBe(1);
        using var afterReading = await other.GetAsync("v1/metadata/brokers");
        await afterReading.ShouldBeProblemAsync("too-many-requests");
    }

    [Fact]
    public async Task Flood_ShouldBeRefused_BeforeAnybodyAsksForItsTokens()
    {
        await using var stage = await StartAsync(("Limits:MaxPolls", "1"));
        var caller = stage.ClientOf(new TestApplication());
        var topic = await caller.CreateTopicAsync();
        var polls = Enumerable.Range(0, 2).Select(_ => caller.GetRecordsAsync(topic, 0, "0", "?timeout=30000")).ToList();
        await (await Task.WhenAny(polls)).ShouldBeProblemAsync("overloaded");

        caller.Http.DefaultRequestHeaders.Authorization = null;
        await caller.GetRecordsAsync(topic, 0, "0", "?timeout=30000").ShouldBeProblemAsync("overloaded");
        (await caller.GetAsync("v1/metadata/brokers")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    private static Task<AccessStage> StartAsync(params (string Name, string Value)[] settings) => AccessStage.StartAsync(
        [new(["*"], ["*"], ["*"])], settings: settings.ToDictionary(s => s.Name, s => (string?)s.Value)).WaitAsync(Patience, Cancellation);
}
