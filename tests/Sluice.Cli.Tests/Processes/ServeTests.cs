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
