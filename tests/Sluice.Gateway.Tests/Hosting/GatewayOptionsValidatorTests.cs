// SPDX-License-Identifier: Apache-2.0

using Microsoft.Extensions.Options;
using Sluice.Core;
using Sluice.Gateway.Hosting;
using Sluice.Gateway.Hosting.Listening;
using Sluice.Gateway.Security.Tls;
using Sluice.Gateway.Security.Tokens;

namespace Sluice.Gateway.Tests.Hosting;

public sealed class GatewayOptionsValidatorTests
{
    [Fact]
    public void Defaults_ShouldBeGood()
    {
        Faults(new GatewayOptions { Url = "http://127.0.0.1:9400" }).ShouldBeEmpty();
        new KafkaClusterOptionsValidator().Validate(null, new KafkaClusterOptions()).Succeeded.ShouldBeTrue();
    }

    [Fact]
    public void EverySetting_ShouldBeNamed_WhenItIsOutOfRange()
    {
        var faults = Faults(new GatewayOptions { Url = "http://127.0.0.1:0", MaxRequestBytes = 0, Deadline = TimeSpan.Zero, MaxWait = TimeSpan.FromHours(1) });

        faults.Select(f => f.Split(' ')[0]).ShouldBe(["Gateway:MaxRequestBytes", "Gateway:Deadline", "Gateway:MaxWait"]);
        faults[1].ShouldBe("Gateway:Deadline is 00:00:00: give a value from 00:00:01 to 00:10:00.");
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(25)]
    [InlineData(60)]
    public void Delay_ShouldBeRefused_WhenItIsNotAPartOfTheTimeForTheStop(int seconds)
    {
        var fault = Faults(new GatewayOptions { Url = "http://127.0.0.1:9400", ShutdownDelay = TimeSpan.FromSeconds(seconds) }).ShouldHaveSingleItem();

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
    [
        .. new GatewayOptionsValidator(
            Options.Create(new TlsOptions()), Options.Create(new TokenOptions()), Options.Create(new ManagementOptions()))
            .Validate(null, options).Failures ?? [],
    ];
}
