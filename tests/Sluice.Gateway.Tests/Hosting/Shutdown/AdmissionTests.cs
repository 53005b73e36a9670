// SPDX-License-Identifier: Apache-2.0

using Microsoft.Extensions.Time.Testing;
using Sluice.Gateway.Hosting.Shutdown;

namespace Sluice.Gateway.Tests.Hosting.Shutdown;

public sealed class AdmissionTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Door_ShouldStayOpen_WhenTheStopIsAnnounced()
    {
        var admission = new Admission(_time);

        admission.Announce();

        admission.IsStopping.ShouldBeTrue();
        admission.TryEnter().ShouldBeTrue();
        admission.UnderWay.ShouldBe(1);
        admission.Refused.ShouldBe(0);
    }

    [Fact]
    public void Close_ShouldCountWhoIsInside_AndLetNobodyIn()
    {
        var admission = new Admission(_time);
        admission.TryEnter();
        admission.TryEnter();
        admission.Leave();

        admission.Close().ShouldBe(1);

        admission.TryEnter().ShouldBeFalse();
        admission.UnderWay.ShouldBe(1);
        admission.Refused.ShouldBe(1);
        admission.IsStopping.ShouldBeTrue();
    }

    [Fact]
    public void Quiet_ShouldBeCountedFromTheLastRefusal_OrTheClosingOfTheDoor()
    {
        var admission = new Admission(_time);
        _time.Advance(TimeSpan.FromMinutes(1));
        admission.Close();
        _time.Advance(TimeSpan.FromSeconds(2));
        admission.Quiet.ShouldBe(TimeSpan.FromSeconds(2));

        admission.TryEnter();
        _time.Advance(TimeSpan.FromSeconds(1));

        admission.Quiet.ShouldBe(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task Close_ShouldMissNobody_WhoEntersAtTheSameMoment()
    {
        for (var round = 0; round < 200; round++)
        {
            var admission = new Admission(TimeProvider.System);
            var entering = Enumerable.Range(0, 4).Select(_ => Task.Run(() => admission.TryEnter())).ToArray();

            var inside = admission.Close();
            var entered = (await Task.WhenAll(entering)).Count(isIn => isIn);

            // Whoever was let in was let in before the door was closed, and was counted then or is counted still.
            inside.ShouldBeGreaterThanOrEqualTo(entered);
            admission.UnderWay.ShouldBe(entered);
        }
    }
}
