// SPDX-License-Identifier: Apache-2.0

using Sluice.Core;
using Sluice.Gateway.Hosting;

namespace Sluice.Gateway.Tests.Hosting;

public sealed class GatewayOptionsValidatorTests
{
    [Fact]
    public void Defaults_ShouldBeGood()
    {
        Faults(new GatewayOptions()).ShouldBeEmpty();
        new KafkaClusterOptionsValidator().Validate(null, new KafkaClusterOptions()).Succeeded.ShouldBeTrue();
    }

    [Theory]
    [InlineData("http://127.0.0.1:0")]
    [InlineData("http://127.8.8.8:80/")]
    [InlineData("http://[::1]:9400")]
    [InlineData("http://localhost:9400")]
    public void Url_ShouldBeGood_WhenItIsLoopback(string url)
    {
        Faults(new GatewayOptions { Url = url }).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("http://0.0.0.0:9400", "no tokens")]
    [InlineData("http://[::]:9400", "no tokens")]
    [InlineData("http://192.168.0.1:9400", "no tokens")]
    [InlineData("http://example.org:9400", "no tokens")]
    [InlineData("http://localhost.example.org:9400", "no tokens")]
    [InlineData("http://+:9400", "such as http://127.0.0.1:9400")]
    [InlineData("http://127.0.0.1:9400;http://0.0.0.0:9400", "such as http://127.0.0.1:9400")]
    [InlineData("https://127.0.0.1:9400", "only http")]
    [InlineData("127.0.0.1:9400", "such as http://127.0.0.1:9400")]
    [InlineData("http://127.0.0.1:9400/path", "such as http://127.0.0.1:9400")]
    [InlineData("", "such as http://127.0.0.1:9400")]
    public void Url_ShouldBeRefused_WhenOthersCouldReachIt(string url, string advice)
    {
        var fault = Faults(new GatewayOptions { Url = url }).ShouldHaveSingleItem();

        fault.ShouldStartWith($"Gateway:Url is \"{url}\"");
        fault.ShouldContain(advice);
    }

    [Fact]
    public void EverySetting_ShouldBeNamed_WhenItIsOutOfRange()
    {
        var faults = Faults(new GatewayOptions { MaxRequestBytes = 0, Deadline = TimeSpan.Zero, MaxWait = TimeSpan.FromHours(1) });

        faults.Select(f => f.Split(' ')[0]).ShouldBe(["Gateway:MaxRequestBytes", "Gateway:Deadline", "Gateway:MaxWait"]);
        faults[1].ShouldBe("Gateway:Deadline is 00:00:00: give a value from 00:00:01 to 00:10:00.");
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(25)]
    [InlineData(60)]
    public void Delay_ShouldBeRefused_WhenItIsNotAPartOfTheTimeForTheStop(int seconds)
    {
        var fault = Faults(new GatewayOptions { ShutdownDelay = TimeSpan.FromSeconds(seconds) }).ShouldHaveSingleItem();

        fault.ShouldStartWith("Gateway:ShutdownDelay is ");
        fault.ShouldContain("Gateway:ShutdownTimeout (00:00:25)");
    }

    [Fact]
    public void EverySettingOfTheCluster_ShouldBeNamed_WhenItIsOutOfRange()
    {
        var options = new KafkaClusterOptions { MaxCursors = 0, Linger = TimeSpan.FromMinutes(1) };

        var result = new KafkaClusterOptionsValidator().Validate(null, options);

        result.Failures!.Select(f => f.Split(' ')[0]).ShouldBe(["Kafka:MaxCursors", "Kafka:Linger"]);
    }

    private static List<string> Faults(GatewayOptions options) =>
        [.. new GatewayOptionsValidator().Validate(null, options).Failures ?? []];
}
