// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Sluice.Cli.Tests.Running;

namespace Sluice.Cli.Tests.Processes;

public sealed class ServeTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task Serve_ShouldAnswerAndEndWith0_WhenItIsStopped(string signal)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no signals to send.");
        await using var serve = SluiceProcess.Start("serve", "--url", "http://127.0.0.1:0", "--brokers", "2", "--partitions", "3");
        using var client = new HttpClient { BaseAddress = await serve.ReadAddressAsync() };

        using var brokers = JsonDocument.Parse(await client.GetStringAsync("v1/metadata/brokers", Token));
        using var created = await client.PutAsync("v1/topics/orders", null, Token);
        await serve.SignalAsync(signal);
        var result = await serve.WaitForEndAsync();

        brokers.RootElement.GetProperty("brokers").GetArrayLength().ShouldBe(2);
        (await created.Content.ReadAsStringAsync(Token)).ShouldContain("\"partition_count\":3");
        result.ExitCode.ShouldBe(0);
        result.Error.ShouldBeEmpty();
    }

    [Fact]
    public async Task Serve_ShouldSaySoInOneLine_WhenTheAddressIsInUse()
    {
        await using var serve = SluiceProcess.Start("serve", "--url", "http://127.0.0.1:0");
        var address = await serve.ReadAddressAsync();

        var second = await SluiceProcess.RunAsync(SluiceProcess.File, ["serve", "--url", address.GetLeftPart(UriPartial.Authority)]);

        second.ExitCode.ShouldBe(3);
        second.Output.ShouldBeEmpty();
        second.Error.ShouldStartWith("sluice: ");
        second.Error.ShouldContain("--url");
        second.Error.Count(character => character == '\n').ShouldBe(1);
    }

    /// <summary>Of each source one that the later ones do not have: the banner says which brokers it takes.</summary>
    [Theory]
    [InlineData("127.0.0.1:1", false, false, false)]
    [InlineData("127.0.0.1:2", true, false, false)]
    [InlineData("127.0.0.1:3", true, true, false)]
    [InlineData("127.0.0.1:4", true, true, true)]
    public async Task Serve_ShouldTakeTheLastSource_ThatNamesTheBrokers(string brokers, bool hasFile, bool hasVariable, bool hasOption)
    {
        var folder = Directory.CreateTempSubdirectory("sluice-settings-").FullName;
        await File.WriteAllTextAsync(
            Path.Combine(folder, "appsettings.json"),
            """{"Kafka":{"BootstrapServers":"127.0.0.1:1"},"Gateway":{"Url":"http://127.0.0.1:0","MaxWait":"00:00:07"}}""",
            Token);
        await File.WriteAllTextAsync(Path.Combine(folder, "gateway.json"), """{"Kafka":{"BootstrapServers":"127.0.0.1:2"}}""", Token);
        string[] options = [.. hasFile ? (string[])["--config", "gateway.json"] : [], .. hasOption ? (string[])["-b", "127.0.0.1:4"] : []];
        await using var serve = SluiceProcess.Start(
            SluiceProcess.File, ["serve", .. options], hasVariable ? new() { ["Kafka__BootstrapServers"] = "127.0.0.1:3" } : [], folder);
        using var client = new HttpClient { BaseAddress = await serve.ReadAddressAsync() };

        // What only appsettings.json says holds, whatever the others say.
        using var tooLong = await client.GetAsync("v1/consumer/topics/t/partitions/0/offsets/0?timeout=7001", Token);
        await serve.SignalAsync("TERM");
        var output = (await serve.WaitForEndAsync()).Output;

        output.ShouldMatch($@"cluster +{brokers}\n");
        ((int)tooLong.StatusCode).ShouldBe(400);
        (await tooLong.Content.ReadAsStringAsync(Token)).ShouldContain("7000");
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Serve_ShouldNameTheFile_WhenItsAppsettingsCannotBeRead()
    {
        var folder = Directory.CreateTempSubdirectory("sluice-settings-").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "appsettings.json"), """{"Kafka":""", Token);

        await using var serve = SluiceProcess.Start(SluiceProcess.File, ["serve"], [], folder);
        var result = await serve.WaitForEndAsync();

        result.ExitCode.ShouldBe(2);
        result.Error.ShouldContain(Path.Combine(folder, "appsettings.json"));
        result.Error.Count(character => character == '\n').ShouldBe(1);
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData("http://0.0.0.0:9400")]
    [InlineData("https://127.0.0.1:9400")]
    [InlineData("http://127.0.0.1:9400;http://localhost:9400")]
    [InlineData("nonsense")]
    public async Task Serve_ShouldRefuseTheAddress_WhenItCannotBeServed(string url)
    {
        var result = await InProcess.RunAsync("serve", "--url", url);

        result.ExitCode.ShouldBe(2);
        result.Error.ShouldContain(url.Split(';')[^1]);
        result.Error.Count(character => character == '\n').ShouldBe(1);
    }

    [Fact]
    public async Task Demo_ShouldPrintCommandsThatWork()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no bash.");
        Curl.Require();
        await using var demo = SluiceProcess.Start(
            SluiceProcess.File, ["demo", "--url", "http://127.0.0.1:0"], new() { ["Kafka__BootstrapServers"] = "127.0.0.1:1" });
        var address = await demo.ReadAddressAsync();
        using var client = new HttpClient { BaseAddress = address };
        var waiting = await client.GetStringAsync("v1/consumer/topics/demo/partitions/0/offsets/latest?timeout=30000", Token);
        await demo.SignalAsync("INT");
        var text = (await demo.WaitForEndAsync()).Error;
        var commands = text.Split('\n').Where(line => line.StartsWith("curl", StringComparison.Ordinal)).ToArray();
        commands.Length.ShouldBe(5);
        waiting.ShouldContain("celsius");

        await using var again = SluiceProcess.Start("demo", "--url", address.GetLeftPart(UriPartial.Authority));
        await again.ReadAddressAsync();
        foreach (var command in commands)
        {
            var strict = command.Replace("curl ", "curl -s --fail ", StringComparison.Ordinal);
            var result = await SluiceProcess.RunAsync("bash", ["-c", strict]);
            result.ExitCode.ShouldBe(0, command);
            result.Output.ShouldContain("{");
        }
    }
}
