// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Options;
using Polly.CircuitBreaker;
using Sluice.Gateway.Security.Groups;
using Sluice.Gateway.Security.Groups.Graph;
using Sluice.Gateway.Security.Tokens;
using Sluice.TestIdentity;

namespace Sluice.Gateway.Tests.Security.Groups;

/// <summary>The real credential and the real client, over HTTPS.</summary>
public sealed class GraphDirectoryTests : IAsyncLifetime
{
    // Longer than the settings take it: how loaded the machine is must not matter.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly string[] Groups = [.. Enumerable.Range(0, 45).Select(i => $"aaaaaaaa-0000-0000-0000-{i:D12}")];
    private readonly string _caller = Guid.NewGuid().ToString();
    private readonly FakeLoggerProvider _log = new();
    private TestIdentityProvider _provider = null!;
    private TestApplication _gateway = null!;
    private ServiceProvider _services = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string[] Errors => [.. _log.Collector.GetSnapshot().Where(record => record.Level == LogLevel.Error).Select(record => record.Message)];

    public async ValueTask InitializeAsync()
    {
        _provider = await TestIdentityProvider.StartAsync(Cancellation);
        _gateway = _provider.Add(new TestApplication());
        _provider.Directory.Readers.Add(_gateway.ClientId);
        _services = Build(_gateway.Secret, Patience);

        // The library is slow to start.
        await _services.GetRequiredService<GraphCredential>().GetTokenAsync(Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
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
            await Should.ThrowAsync<DirectoryUnavailableException>(() => FindAsync());
        }

        Errors.ShouldHaveSingleItem().ShouldContain("Microsoft Graph gave no answer");
    }

    [Fact]
    public async Task Outage_ShouldCostNothing_OnceItIsKnown()
    {
        _provider.Directory.IsDown = true;
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        Exception? cause;
        do
        {
            deadline.Token.ThrowIfCancellationRequested();
            cause = (await Should.ThrowAsync<DirectoryUnavailableException>(() => FindAsync())).InnerException;
        }
        while (cause is not BrokenCircuitException);
    }

    [Fact]
    public async Task SlowAnswer_ShouldBeWaitedFor_UpToTheTimeout()
    {
        _provider.Directory.Delay = TimeSpan.FromMinutes(5);
        await using var services = Build(_gateway.Secret, TimeSpan.FromSeconds(1));
        var clock = Stopwatch.StartNew();

        await Should.ThrowAsync<DirectoryUnavailableException>(() => FindAsync(services));

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
        // One question: of several at a time, some may still be under way when the first is answered.
        string[] one = [Groups[0]];
        _provider.Directory.RetryAfter = 60;
        await Should.ThrowAsync<DirectoryUnavailableException>(() => FindAsync(groups: one));
        _provider.Directory.RetryAfter = null;

        await Should.ThrowAsync<DirectoryUnavailableException>(() => FindAsync(groups: one));

        _provider.Directory.Questions.ShouldBe(1, "it was told to come back in a minute");
    }

    [Fact]
    public async Task MissingPermission_ShouldBeNoAnswer_AndTheLogSaysWhatToGrant()
    {
        _provider.Directory.Readers.Clear();

        await Should.ThrowAsync<DirectoryUnavailableException>(() => FindAsync());

        Errors.ShouldHaveSingleItem().ShouldContain("GroupMember.Read.All");
    }

    [Fact]
    public async Task WrongSecret_ShouldBeNoAnswer_AndIsNotLogged()
    {
        await using var services = Build("not-the-secret", Patience);

        await services.GetRequiredService<IDirectory>().WarmUpAsync(Cancellation);

        Errors.ShouldHaveSingleItem().ShouldContain("Security:Groups:Graph");
        _log.Collector.GetSnapshot().ShouldAllBe(record => !record.Message.Contains("not-the-secret", StringComparison.Ordinal));
    }

    private async Task<IReadOnlyCollection<string>> FindAsync(ServiceProvider? services = null, string[]? groups = null) =>
        await (services ?? _services).GetRequiredService<IDirectory>().FindGroupsAsync(_caller, groups ?? Groups, Cancellation);

    private ServiceProvider Build(string secret, TimeSpan timeout)
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.AddProvider(_log));
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(Options.Create(new TokenOptions
        {
            Entra = new EntraOptions
            {
                TenantId = _provider.TenantId,
                Instance = _provider.Address.ToString(),
                AuthorityFile = _provider.AuthorityFile,
            },
        }));
        services.AddSingleton(Options.Create(new GroupOptions
        {
            Graph = new GraphOptions
            {
                Url = _provider.Address.ToString(),
                ClientId = _gateway.ClientId,
                ClientSecret = secret,
                Timeout = timeout,
            },
        }));
        services.AddGraph();
        return services.BuildServiceProvider();
    }
}
