// SPDX-License-Identifier: Apache-2.0

using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Sluice.Gateway.Http.Problems;
using Sluice.Gateway.Security.Access;
using Sluice.Gateway.Security.Groups;
using Sluice.Gateway.Tests.Security.Policies;

namespace Sluice.Gateway.Tests.Security.Groups;

[Collection(typeof(Alone))]
public sealed class MembershipsTests : IDisposable
{
    private const string Allowed = "aaaaaaaa-0000-0000-0000-000000000001";
    private const string Other = "aaaaaaaa-0000-0000-0000-000000000002";
    private static readonly AccessSettings Access = Settings.Load($$"""{"Security":{"Groups":{"Allowed":["{{Allowed}}"] } } }""");

    private readonly FakeDirectory _directory = new();
    private readonly FakeTimeProvider _time = new();
    private readonly FakeLogger<Memberships> _log = new();
    private readonly GroupOptions _options = new();
    private Memberships? _memberships;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private Memberships Memberships => _memberships ??= new Memberships(new(_directory), Options.Create(_options), _time, _log);

    [Fact]
    public async Task Member_ShouldBeRemembered_ForFiveMinutes()
    {
        _directory.Groups["me"] = [Allowed];
        (await FindAsync("me")).ShouldBe([Allowed]);
        _directory.Groups["me"] = [];
        _time.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromMilliseconds(1));
        (await FindAsync("me")).ShouldBe([Allowed]);
        _directory.Questions.ShouldBe(1);

        _time.Advance(TimeSpan.FromMilliseconds(1));

        (await FindAsync("me")).ShouldBeEmpty();
        _directory.Questions.ShouldBe(2);
    }

    [Fact]
    public async Task Stranger_ShouldBeRemembered_ForThirtySeconds()
    {
        (await FindAsync("me")).ShouldBeEmpty();
        _directory.Groups["me"] = [Allowed];
        _time.Advance(TimeSpan.FromSeconds(29.9));
        (await FindAsync("me")).ShouldBeEmpty();

        _time.Advance(TimeSpan.FromSeconds(0.1));

        (await FindAsync("me")).ShouldBe([Allowed]);
    }

    [Fact]
    public async Task HundredAtOnce_ShouldAskOnce_ForOnePrincipal()
    {
        var gate = new TaskCompletionSource();
        _directory.Gate = gate.Task;
        _directory.Groups["me"] = [Allowed];

        // One for all of them, made before they run.
        var memberships = Memberships;

        var waiting = Enumerable.Range(0, 100)
            .Select(_ => Task.Run(() => memberships.FindAsync("me", Access, Cancellation).AsTask(), Cancellation)).ToArray();
        await WaitUntilAsync(() => _directory.Questions == 1);
        gate.SetResult();

        (await Task.WhenAll(waiting)).ShouldAllBe(groups => groups.SequenceEqual(new[] { Allowed }));
        _directory.Questions.ShouldBe(1);
    }

    [Fact]
    public async Task Question_ShouldGoOn_WhenTheCallerThatBeganItHangsUp()
    {
        var gate = new TaskCompletionSource();
        _directory.Gate = gate.Task;
        _directory.Groups["me"] = [Allowed];
        using var hangUp = new CancellationTokenSource();
        var first = Memberships.FindAsync("me", Access, hangUp.Token).AsTask();
        var second = FindAsync("me");
        await hangUp.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => first);

        gate.SetResult();

        (await second).ShouldBe([Allowed]);
        _directory.Questions.ShouldBe(1);
    }

    [Fact]
    public async Task Outage_ShouldServeMembersThatAreRemembered_UpToItsAge()
    {
        _directory.Groups["me"] = [Allowed];
        await FindAsync("me");
        _directory.IsDown = true;
        _time.Advance(TimeSpan.FromMinutes(29));
        (await FindAsync("me")).ShouldBe([Allowed]);

        _time.Advance(TimeSpan.FromMinutes(1));

        (await RefusalAsync("me")).Code.ShouldBe(ErrorCatalogue.IdentityUnavailable);
    }

    [Fact]
    public async Task Outage_ShouldServeStrangersThatAreRemembered_WithinTheirAgeAlone()
    {
        await FindAsync("me");
        _directory.IsDown = true;
        (await FindAsync("me")).ShouldBeEmpty();

        _time.Advance(TimeSpan.FromSeconds(30));

        var refusal = await RefusalAsync("me");
        refusal.Code.ShouldBe(ErrorCatalogue.IdentityUnavailable);
        refusal.IsRetryable.ShouldBeTrue();
        refusal.Code.HasRetryAfter.ShouldBeTrue();
    }

    [Fact]
    public async Task Outage_ShouldRefuseOthers_WithSomethingToRetry()
    {
        _directory.IsDown = true;
        (await RefusalAsync("me")).Code.ShouldBe(ErrorCatalogue.IdentityUnavailable);

        _directory.IsDown = false;
        _directory.Groups["me"] = [Allowed];

        (await FindAsync("me")).ShouldBe([Allowed]);
    }

    [Fact]
    public async Task Defect_ShouldBeNoYes_AndIsLogged()
    {
        _directory.Defect = new InvalidOperationException("A defect.");

        (await RefusalAsync("me")).Code.ShouldBe(ErrorCatalogue.IdentityUnavailable);

        _log.Collector.LatestRecord.Exception.ShouldBe(_directory.Defect);
    }

    [Fact]
    public async Task NewGroup_ShouldBeAskedAbout_WhenTheSettingsNameOne()
    {
        var more = Settings.Load(
            $$$"""{"Security":{"Groups":{"Allowed":["{{{Allowed}}}"]},"Policies":{"Rules":[{{{Settings.Rule($"group:{Other}", "*", "*")}}}]} } }""");
        _directory.Groups["me"] = [Allowed, Other];
        (await FindAsync("me")).ShouldBe([Allowed]);

        (await Memberships.FindAsync("me", more, Cancellation)).ShouldBe([Allowed, Other], ignoreOrder: true);

        // What was asked about more serves for less.
        await FindAsync("me");
        _directory.Questions.ShouldBe(2);
    }

    [Fact]
    public async Task HundredThousandPrincipals_ShouldNotMakeMemoryGrow()
    {
        const long Most = 2 * 1024 * 1024;
        _options.MaxCachedCallers = 2000;
        _directory.Groups["me"] = [Allowed];
        await FindAsync("me");
        await FindMany(0, 10_000);
        var before = GC.GetTotalMemory(forceFullCollection: true);

        await FindMany(10_000, 100_000);

        // It makes room on a thread of its own.
        await WaitUntilAsync(() => Memberships.Count <= _options.MaxCachedCallers);
        (GC.GetTotalMemory(forceFullCollection: true) - before).ShouldBeLessThan(Most);
        var questions = _directory.Questions;
        (await FindAsync("me")).ShouldBe([Allowed]);
        _directory.Questions.ShouldBe(questions, "the strangers must not drive out who belongs to the group");
    }

    public void Dispose() => _memberships?.Dispose();

    private static async Task WaitUntilAsync(Func<bool> condition)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!condition())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), deadline.Token);
        }
    }

    private async Task FindMany(int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            await Memberships.FindAsync($"00000000-0000-0000-0000-{i:D12}", Access, Cancellation);
        }
    }

    private async Task<IReadOnlyCollection<string>> FindAsync(string objectId) => await Memberships.FindAsync(objectId, Access, Cancellation);

    private async Task<Problem> RefusalAsync(string objectId) =>
        (await Should.ThrowAsync<ProblemException>(() => FindAsync(objectId))).Problem;
}
