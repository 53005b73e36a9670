// SPDX-License-Identifier: Apache-2.0

using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Sluice.Gateway.Hosting.Settings;
using Sluice.Gateway.Security.Access;
using Sluice.Gateway.Security.Callers;
using Sluice.Gateway.Security.Policies;
using Sluice.Gateway.Security.Tokens;
using Sluice.Gateway.Tests.Security.Policies;

namespace Sluice.Gateway.Tests.Security.Access;

public sealed class AccessReloadTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("access-").FullName;
    private readonly FakeTimeProvider _time = new();
    private readonly FakeLogger<AccessReload> _log = new();

    private string File => Path.Combine(_folder, "gateway.json");

    [Fact]
    public async Task ChangedRules_ShouldHold_WithoutARestart()
    {
        var (access, reload) = Start(Rules(Settings.Rule("*", "orders", "read")));
        await reload.StartAsync(TestContext.Current.CancellationToken);
        Allows(access, "orders").ShouldBeTrue();
        System.IO.File.WriteAllText(File, Rules(Settings.Rule("*", "audit", "read")));

        // The clock is moved until the loop, on its own thread, has looked.
        await WaitUntilAsync(() => Allows(access, "audit"));

        Allows(access, "orders").ShouldBeFalse();
        await reload.StopAsync(TestContext.Current.CancellationToken);
        _log.Collector.GetSnapshot().ShouldContain(record => record.Level == LogLevel.Information && record.Message.Contains("1 topic rules", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", "cannot be read")]
    [InlineData("{\"Security\":{\"Policies\":{\"Rules\":[", "cannot be read")]
    [InlineData("""{"Security":{"Policies":{"Rules":[{"Principals":["*"],"Topics":["*"],"Operations":["raed"]}]}}}""", "Security:Policies:Rules:0:Operations:0 is \"raed\"")]
    [InlineData("""{"Security":{"Groups":{"Allowed":"x"}}}""", "Security:Groups:Allowed is \"x\"")]
    [InlineData(null, "does not exist")]
    public void BrokenFile_ShouldKeepTheLastGoodRules_AndSaySoOnce(string? text, string expected)
    {
        var (access, reload) = Start(Rules(Settings.Rule("*", "orders", "read")));
        if (text is null)
        {
            System.IO.File.Delete(File);
        }
        else
        {
            System.IO.File.WriteAllText(File, text);
        }

        reload.Check();
        reload.Check();

        Allows(access, "orders").ShouldBeTrue();
        Allows(access, "audit").ShouldBeFalse();
        var error = _log.Collector.GetSnapshot().ShouldHaveSingleItem();
        error.Level.ShouldBe(LogLevel.Error);
        error.Message.ShouldContain("stay as they were");
        error.Message.ShouldContain(expected);

        System.IO.File.WriteAllText(File, Rules(Settings.Rule("*", "audit", "read")));
        reload.Check();
        Allows(access, "audit").ShouldBeTrue();
    }

    [Fact]
    public void OtherChange_ShouldChangeNothing()
    {
        var rules = Rules(Settings.Rule("*", "orders", "read"));
        var (access, reload) = Start(rules);
        var before = access.Current;
        System.IO.File.WriteAllText(File, rules.Insert(1, "\"Kafka\":{\"MaxCursors\":7},"));

        reload.Check();

        access.Current.ShouldBeSameAs(before);
        _log.Collector.Count.ShouldBe(0);
    }

    [Fact]
    public void RulesTakenAway_ShouldLetEverybody_AndWarn()
    {
        var (access, reload) = Start(Rules(Settings.Rule("*", "orders", "read")));
        System.IO.File.WriteAllText(File, "{}");

        reload.Check();

        Allows(access, "audit").ShouldBeTrue();
        _log.Collector.GetSnapshot().ShouldContain(record => record.Level == LogLevel.Warning);
    }

    [Fact]
    public void RulesTakenAway_ShouldBeRefused_WhenNobodyWouldSayWhoMayComeIn()
    {
        var (access, reload) = Start(
            Rules(Settings.Rule("*", "orders", "read")), new TokenOptions { Entra = new EntraOptions { TenantId = Guid.NewGuid().ToString() } });
        System.IO.File.WriteAllText(File, "{}");

        reload.Check();

        Allows(access, "audit").ShouldBeFalse();
        _log.Collector.GetSnapshot().ShouldHaveSingleItem().Message.ShouldContain("who may come in");
    }

    [Fact]
    public void CommandLine_ShouldStayOverTheFile_AfterAChange()
    {
        var (access, reload) = Start(
            Rules(Settings.Rule("*", "orders", "read")), settings: new Dictionary<string, string?> { ["Security:Policies:Rules:0:Topics:0"] = "pinned" });
        System.IO.File.WriteAllText(File, Rules(Settings.Rule("*", "audit", "read")));

        reload.Check();

        Allows(access, "pinned").ShouldBeTrue();
        Allows(access, "audit").ShouldBeFalse();
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Rules(params string[] rules) => $$"""{"Security":{"Policies":{"Rules":[{{string.Join(',', rules)}}]} } }""";

    private static bool Allows(AccessRules access, string topic) => access.Current.Rules.Allows(Caller.Anonymous, topic, TopicOperation.Read);

    private (AccessRules Access, AccessReload Reload) Start(
        string text, TokenOptions? tokens = null, IReadOnlyDictionary<string, string?>? settings = null)
    {
        System.IO.File.WriteAllText(File, text);
        var sources = new SettingsSources(settings, File);
        var access = new AccessRules(sources.Load(sources.AtStart));
        return (access, new AccessReload(access, sources, Options.Create(tokens ?? new TokenOptions()), _time, _log));
    }

    private async Task WaitUntilAsync(Func<bool> condition)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!condition())
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(TimeSpan.FromMilliseconds(5), deadline.Token);
        }
    }
}
