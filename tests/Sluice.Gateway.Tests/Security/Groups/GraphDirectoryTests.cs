// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Sluice.Gateway.Security.Groups;
using Sluice.Gateway.Security.Groups.Graph;
using Sluice.TestIdentity;

namespace Sluice.Gateway.Tests.Security.Groups;

/// <summary>The real credential and the real client, over HTTPS.</summary>
public sealed class GraphDirectoryTests : IAsyncLifetime
{
    private static readonly string[] Groups = [.. Enumerable.Range(0, 45).Select(i => $"aaaaaaaa-0000-0000-0000-{i:D12}")];
    private readonly string _caller = Guid.NewGuid().ToString();
    private readonly FakeLoggerProvider _log = new();
    private TestIdentityProvider _provider = null!;
    private WebApplication _gateway = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private IDirectory Directory => _gateway.Services.GetRequiredService<IDirectory>();

    private string[] Errors => [.. _log.Collector.GetSnapshot().Where(record => record.Level == LogLevel.Error).Select(record => record.Message)];

    public async ValueTask InitializeAsync()
    {
        _provider = await TestIdentityProvider.StartAsync(Cancellation);
        _gateway = Build(_provider.GraphSettings());

        // However slow the machine, the token is there before the time of a question runs.
        await _gateway.Services.GetRequiredService<GraphCredential>().GetTokenAsync(Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _provider.DisposeAsync();
    }

    [Fact]
    public async Task Groups_ShouldBeAskedAbout_TwentyAtATime()
    {
        _provider.Directory.Add(Groups[3], _caller);
        _provider.Directory.Add(Groups[44], _caller);

        (await FindAsync()).ShouldBe([Groups[3], Groups[44]], ignoreOrder: true);

        _provider.Directory.QuestionSizes.ShouldBe([20, 20, 5], ignoreOrder: true);
    }

    [Fact]
    public async Task Token_ShouldBeKept_BetweenQuestions()
    {
        await FindAsync();
        await FindAsync();

        _provider.Requests.To("/token").ShouldBe(1);
    }

    [Fact]
    public async Task UnknownCaller_ShouldBelongToNothing()
    {
        _provider.Directory.Forget(_caller);

        (await FindAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Outage_ShouldEndInTime_AndBeSaidOnce()
    {
        _provider.Directory.IsDown = true;

        for (var i = 0; i < 5; i++)
        {
            await Should.ThrowAsync<DirectoryUnavailableException>(FindAsync);
        }

        Errors.ShouldHaveSingleItem().ShouldContain("Microsoft Graph gave no answer");
    }

    [Fact]
    public async Task Outage_ShouldCostLittle_OnceItIsKnown()
    {
        _provider.Directory.IsDown = true;
        for (var i = 0; i < 4; i++)
        {
            await Should.ThrowAsync<DirectoryUnavailableException>(FindAsync);
        }

        var asked = _provider.Directory.Questions;
        await Should.ThrowAsync<DirectoryUnavailableException>(FindAsync);
        await Should.ThrowAsync<DirectoryUnavailableException>(FindAsync);

        _provider.Directory.Questions.ShouldBe(asked, "the circuit is open");
    }

    [Fact]
    public async Task SlowAnswer_ShouldBeWaitedFor_UpToTheTimeout()
    {
        _provider.Directory.Delay = TimeSpan.FromMinutes(5);
        var clock = Stopwatch.StartNew();

        await Should.ThrowAsync<DirectoryUnavailableException>(FindAsync);

        clock.Elapsed.ShouldBeGreaterThan(TimeSpan.FromMilliseconds(500));
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task PassingFault_ShouldBeTriedAgain()
    {
        _provider.Directory.Add(Groups[0], _caller);
        _provider.Directory.FailNext(1);

        (await FindAsync()).ShouldBe([Groups[0]]);
    }

    [Fact]
    public async Task TooManyRequests_ShouldBeHeeded_AndEndAtOnce()
    {
        _provider.Directory.RetryAfter = 60;
        await Should.ThrowAsync<DirectoryUnavailableException>(FindAsync);
        var asked = _provider.Directory.Questions;
        _provider.Directory.RetryAfter = null;

        await Should.ThrowAsync<DirectoryUnavailableException>(FindAsync);

        _provider.Directory.Questions.ShouldBe(asked, "it was told to come back in a minute");
        asked.ShouldBeLessThanOrEqualTo(3, "one for each twenty groups");
    }

    [Fact]
    public async Task MissingPermission_ShouldBeNoAnswer_AndTheLogSaysWhatToGrant()
    {
        _provider.Directory.Readers.Clear();

        await Should.ThrowAsync<DirectoryUnavailableException>(FindAsync);

        Errors.ShouldHaveSingleItem().ShouldContain("GroupMember.Read.All");
    }

    [Fact]
    public async Task WrongSecret_ShouldBeNoAnswer_AndIsNotLogged()
    {
        await using var gateway = Build(
            new Dictionary<string, string?>(_provider.GraphSettings()) { ["Security:Groups:Graph:ClientSecret"] = "not-the-secret" });

        await gateway.Services.GetRequiredService<GraphDirectory>().WarmUpAsync(Cancellation);

        Errors.ShouldHaveSingleItem().ShouldContain("Security:Groups:Graph");
        _log.Collector.GetSnapshot().ShouldAllBe(record => !record.Message.Contains("not-the-secret", StringComparison.Ordinal));
    }

    private async Task<IReadOnlyCollection<string>> FindAsync() => await Directory.FindGroupsAsync(_caller, Groups, Cancellation);

    private WebApplication Build(IReadOnlyDictionary<string, string?> settings) => GatewayApplication.Build(
        new Dictionary<string, string?>([.. _provider.GatewaySettings, .. settings])
        {
            ["Gateway:Url"] = "http://127.0.0.1:0",
            ["Security:Groups:Allowed:0"] = Groups[0],
            ["Security:Groups:Graph:Timeout"] = "00:00:04",
        },
        configure: builder => builder.Services.AddSingleton<ILoggerProvider>(_log));
}
