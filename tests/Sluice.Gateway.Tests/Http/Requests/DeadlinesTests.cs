// SPDX-License-Identifier: Apache-2.0

using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Sluice.Core.Errors;
using Sluice.Gateway.Hosting;
using Sluice.Gateway.Http.Requests;

namespace Sluice.Gateway.Tests.Http.Requests;

public sealed class DeadlinesTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Remaining_ShouldShrink_FromAMarginBelowTheSetting()
    {
        var deadline = Deadlines(TimeSpan.FromSeconds(9)).Start(new DefaultHttpContext());

        deadline.Remaining.ShouldBe(TimeSpan.FromSeconds(8.5));
        _time.Advance(TimeSpan.FromSeconds(8));
        deadline.Remaining.ShouldBe(TimeSpan.FromSeconds(0.5));
    }

    [Fact]
    public void Remaining_ShouldFailAsATimeout_WhenNothingIsLeft()
    {
        var deadline = Deadlines(TimeSpan.FromSeconds(9)).Start(new DefaultHttpContext());
        _time.Advance(TimeSpan.FromSeconds(8.5));

        Should.Throw<KafkaFailureException>(() => deadline.Remaining).Failure.Code.ShouldBe(FailureCode.KafkaTimeout);
    }

    [Fact]
    public void Remaining_ShouldBeLess_ByWhatItTookToLetTheCallerIn()
    {
        var context = new DefaultHttpContext();
        context.Features.Set(new AdmissionTime(TimeSpan.FromSeconds(3)));

        Deadlines(TimeSpan.FromSeconds(9)).Start(context).Remaining.ShouldBe(TimeSpan.FromSeconds(5.5));
    }

    [Theory]
    [InlineData(9, 1.8)]
    [InlineData(1, 0.9)]
    public void StartAtMost_ShouldTakeTheShorter(double setting, double expected)
    {
        Deadlines(TimeSpan.FromSeconds(setting)).StartAtMost(TimeSpan.FromSeconds(2)).Remaining.ShouldBe(TimeSpan.FromSeconds(expected));
    }

    // The reference client waits for 10 s.
    [Fact]
    public void Setting_ShouldBeShorterThanTheReferenceClientsPatience() =>
        new GatewayOptions().Deadline.ShouldBeLessThan(TimeSpan.FromSeconds(10));

    private Deadlines Deadlines(TimeSpan setting) => new(Options.Create(new GatewayOptions { Deadline = setting }), _time);
}
