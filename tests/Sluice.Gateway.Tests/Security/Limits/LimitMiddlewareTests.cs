// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Sluice.Gateway.Hosting.Listening;
using Sluice.Gateway.Http.Memory;
using Sluice.Gateway.Http.Problems;
using Sluice.Gateway.Http.Requests;
using Sluice.Gateway.Security.Callers;
using Sluice.Gateway.Security.Limits;
using Sluice.Gateway.Tests.Bodies;

namespace Sluice.Gateway.Tests.Security.Limits;

public sealed class LimitMiddlewareTests
{
    private static readonly Endpoint Reading = new(null, new EndpointMetadataCollection(new LongPoll("timeout")), "read");
    private static readonly Endpoint Health = new(null, new EndpointMetadataCollection(new DisableRateLimitingAttribute()), "health");

    private readonly TaskCompletionSource _over = new();
    private readonly MemoryBudget _memory = new(1_000_000, new Problem(ErrorCatalogue.Overloaded, "none"));
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task Requests_ShouldBeRefusedAsOverload_PastTheBoundOverAll_UntilOneEnds()
    {
        var overall = Overall(new LimitsOptions { MaxRequests = 2 });
        Task[] served = [overall.InvokeAsync(Request("a")), overall.InvokeAsync(Request("b"))];

        var refused = Request("c");
        await overall.InvokeAsync(refused);

        ShouldBe(refused, ErrorCatalogue.Overloaded, "1");
        _over.SetResult();
        await Task.WhenAll(served);
        var recovered = Request("c");
        await overall.InvokeAsync(recovered);
        recovered.Response.StatusCode.ShouldBe(200);
    }

    [Fact]
    public async Task Polls_ShouldBeRefused_PastTheirBoundOverAll_AndKeepNobodyElseOut()
    {
        var overall = Overall(new LimitsOptions { MaxPolls = 1, MaxRequests = 1 });
        var poll = overall.InvokeAsync(Poll("a"));

        var refused = Poll("b");
        await overall.InvokeAsync(refused);

        ShouldBe(refused, ErrorCatalogue.Overloaded, "1");
        var other = overall.InvokeAsync(Request("b"));
        other.IsCompleted.ShouldBeFalse();
        _over.SetResult();
        await Task.WhenAll(poll, other);
    }

    [Fact]
    public async Task Operator_ShouldBeAnswered_WhenCallsArePastTheirBound()
    {
        var overall = Overall(new LimitsOptions { MaxRequests = 1 });
        var served = overall.InvokeAsync(Request("a"));
        var health = Request("operator");
        health.SetEndpoint(Health);
        var management = Request("operator");
        management.Features.Set(ManagementConnection.Instance);

        Task[] asked = [overall.InvokeAsync(health), overall.InvokeAsync(management)];

        _over.SetResult();
        await Task.WhenAll([served, .. asked]);
        health.Response.StatusCode.ShouldBe(200);
        management.Response.StatusCode.ShouldBe(200);
    }

    [Fact]
    public async Task HealthWithTheApi_ShouldHaveABoundOfItsOwn_SoThatAFloodOfItKeepsNobodyOut()
    {
        var overall = Overall(new LimitsOptions { MaxRequests = 1 });
        var probes = Enumerable.Range(0, 2).Select(_ => Request("stranger")).ToArray();
        Array.ForEach(probes, probe => probe.SetEndpoint(Health));
        var served = overall.InvokeAsync(probes[0]);

        await overall.InvokeAsync(probes[1]);
        var call = overall.InvokeAsync(Request("a"));

        ShouldBe(probes[1], ErrorCatalogue.Overloaded, "1");
        call.IsCompleted.ShouldBeFalse();
        _over.SetResult();
        await Task.WhenAll(served, call);
        probes[0].Response.StatusCode.ShouldBe(200);
    }

    [Fact]
    public async Task PollsOfACaller_ShouldBeBounded_WhileItsWritesGoOn()
    {
        var limits = Caller(new() { MaxPolls = 2, MaxRequests = 1 });
        Task[] polls = [limits.InvokeAsync(Poll("a")), limits.InvokeAsync(Poll("a"))];

        var refused = Poll("a");
        await limits.InvokeAsync(refused);
        var write = Request("a");
        var writing = limits.InvokeAsync(write);
        var other = Poll("b");
        var otherPolling = limits.InvokeAsync(other);

        ShouldBe(refused, ErrorCatalogue.TooManyRequests, "1");
        writing.IsCompleted.ShouldBeFalse();
        otherPolling.IsCompleted.ShouldBeFalse();
        _over.SetResult();
        await Task.WhenAll([.. polls, writing, otherPolling]);
        write.Response.StatusCode.ShouldBe(200);
        other.Response.StatusCode.ShouldBe(200);
    }

    [Fact]
    public async Task RetryAfter_ShouldBeRoundedUp_AndHold()
    {
        _over.SetResult();
        var limits = Caller(new() { RequestsPerSecond = 0.4, Burst = TimeSpan.FromSeconds(5) });
        await limits.InvokeAsync(Request("a"));
        await limits.InvokeAsync(Request("a"));

        var refused = Request("a");
        await limits.InvokeAsync(refused);

        // It is 2.5 s.
        ShouldBe(refused, ErrorCatalogue.TooManyRequests, "3");
        Answers.Json(refused).GetProperty("retryable").GetBoolean().ShouldBeTrue();
        _time.Advance(TimeSpan.FromSeconds(3));
        var later = Request("a");
        await limits.InvokeAsync(later);
        later.Response.StatusCode.ShouldBe(200);
    }

    [Fact]
    public async Task CallersWithoutToken_ShouldHaveTheBoundsOverAllAlone()
    {
        _over.SetResult();
        var limits = Caller(new() { RequestsPerSecond = 0.01, MaxRequests = 1, Burst = TimeSpan.FromMilliseconds(1) });

        for (var i = 0; i < 10; i++)
        {
            var request = Request("");
            request.Features.Set(Gateway.Security.Callers.Caller.Anonymous);
            await limits.InvokeAsync(request);
            request.Response.StatusCode.ShouldBe(200);
        }
    }

    [Fact]
    public async Task Request_ShouldGiveBackAllItUsed_WhenItFails()
    {
        var limits = new CallerLimits(
            Options.Create(new LimitsOptions { Caller = { MaxRequests = 1, BytesPerSecond = 10, Burst = TimeSpan.FromSeconds(1) } }), _memory, _time);
        var caller = new CallerLimitMiddleware(
            context =>
            {
                RequestUsage.Of(context).Hold(100_000);
                RequestUsage.Of(context).Carry(60);
                throw new InvalidOperationException("fails");
            },
            limits);
        var overall = new OverallLimitMiddleware(caller.InvokeAsync, Options.Create(new LimitsOptions { MaxRequests = 1 }), _memory);

        await overall.InvokeAsync(Request("a")).ShouldThrowAsync<InvalidOperationException>();

        _memory.Used.ShouldBe(0);
        var refused = Request("a");
        await overall.InvokeAsync(refused);

        // The slots are free again; what it carried counts.
        ShouldBe(refused, ErrorCatalogue.TooManyRequests, "5");
        _time.Advance(TimeSpan.FromSeconds(5));
        await overall.InvokeAsync(Request("a")).ShouldThrowAsync<InvalidOperationException>();
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("?timeout=0", false)]
    [InlineData("?timeout=1", true)]
    [InlineData("?TIMEOUT=30000", true)]
    [InlineData("?timeout=-1", false)]
    [InlineData("?timeout=soon", false)]
    public void LongPoll_ShouldBeARead_ThatAsksToWait(string query, bool expected)
    {
        var request = Request("a");
        request.Request.QueryString = new QueryString(query);

        LongPoll.IsAskedBy(request).ShouldBeFalse();
        request.SetEndpoint(Reading);
        LongPoll.IsAskedBy(request).ShouldBe(expected);
    }

    private static DefaultHttpContext Request(string caller)
    {
        var context = Answers.Context();
        context.Features.Set(new Caller { Id = caller });
        return context;
    }

    private static DefaultHttpContext Poll(string caller)
    {
        var context = Request(caller);
        context.SetEndpoint(Reading);
        context.Request.QueryString = new QueryString("?timeout=1000");
        return context;
    }

    private static void ShouldBe(HttpContext context, ErrorCode code, string retryAfter)
    {
        context.Response.StatusCode.ShouldBe(code.Status);
        context.Response.ContentType.ShouldBe("application/problem+json");
        context.Response.Headers.RetryAfter.ToString().ShouldBe(retryAfter);
        int.Parse(retryAfter, CultureInfo.InvariantCulture).ShouldBeGreaterThan(0);
        Answers.Json(context).GetProperty("code").GetString().ShouldBe(code.Code);
    }

    private OverallLimitMiddleware Overall(LimitsOptions options) => new(_ => _over.Task, Options.Create(options), _memory);

    private CallerLimitMiddleware Caller(CallerLimitsOptions options) =>
        new(_ => _over.Task, new CallerLimits(Options.Create(new LimitsOptions { Caller = options }), _memory, _time));
}
