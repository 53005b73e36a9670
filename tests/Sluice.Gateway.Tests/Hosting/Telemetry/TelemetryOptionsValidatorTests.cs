// SPDX-License-Identifier: Apache-2.0

using Microsoft.Extensions.Options;

namespace Sluice.Gateway.Tests.Hosting.Telemetry;

public sealed class TelemetryOptionsValidatorTests
{
    [Theory]
    [InlineData("Telemetry:StatisticsInterval", "00:00:00.5")]
    [InlineData("Telemetry:StatisticsInterval", "02:00:00")]
    [InlineData("Telemetry:StatisticsInterval", "-00:00:05")]
    [InlineData("Telemetry:Otlp:Endpoint", "otel-collector:4317")]
    [InlineData("Telemetry:Otlp:Endpoint", "ftp://otel-collector")]
    [InlineData("Telemetry:Otlp:Protocol", "http")]
    [InlineData("Telemetry:Logs:Format", "7")]
    public void Build_ShouldRefuse_WhatCannotWork(string setting, string value)
    {
        var failure = Should.Throw<OptionsValidationException>(() => GatewayApplication.Build(new Dictionary<string, string?> { [setting] = value }));

        failure.Message.ShouldContain(setting);
        failure.Message.ShouldContain("give ");
    }

    [Fact]
    public void Build_ShouldNameTheSetting_WhenAFormatIsUnknown()
    {
        var settings = new Dictionary<string, string?> { ["Telemetry:Logs:Format"] = "xml" };

        Should.Throw<InvalidOperationException>(() => GatewayApplication.Build(settings)).Message.ShouldContain("Telemetry:Logs:Format");
    }

    [Theory]
    [InlineData("Telemetry:StatisticsInterval", "0")]
    [InlineData("Telemetry:Logs:Format", "JSON")]
    public async Task Build_ShouldTake_WhatCanWork(string setting, string value)
    {
        await using var app = GatewayApplication.Build(new Dictionary<string, string?> { [setting] = value });
    }
}
