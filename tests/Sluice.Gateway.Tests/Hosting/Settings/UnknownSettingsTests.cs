// SPDX-License-Identifier: Apache-2.0

using System.Reflection;
using Microsoft.Extensions.Options;
using Sluice.Core;

namespace Sluice.Gateway.Tests.Hosting.Settings;

public sealed class UnknownSettingsTests
{
    [Theory]
    [InlineData("Kafka:BootstrapServer", "Kafka:BootstrapServer is no setting: did you mean Kafka:BootstrapServers?")]
    [InlineData("Kafka:Security:KeyStroe", "Kafka:Security:KeyStroe is no setting: did you mean Kafka:Security:KeyStore?")]
    [InlineData("Gateway:Port", "Gateway:Port is no setting: there are Gateway:")]
    [InlineData("Telemetry:Logs:Formt", "Telemetry:Logs:Formt is no setting: did you mean Telemetry:Logs:Format?")]
    [InlineData("Gatewy:Url", "Gatewy is no section of settings: did you mean Gateway?")]
    [InlineData("Security:Token:Entra:TenantId", "Security:Token is no setting: did you mean Security:Tokens?")]
    [InlineData("Security:Tokens:Entra:Tenant", "Security:Tokens:Entra:Tenant is no setting: did you mean Security:Tokens:Entra:TenantId?")]
    [InlineData("Security:Tokens:Issuers:0:Audiences", "Security:Tokens:Issuers:0:Audiences is no setting: did you mean Security:Tokens:Issuers:0:Audience?")]
    [InlineData("Security:Groups:Allow:0", "Security:Groups:Allow is no setting: did you mean Security:Groups:Allowed?")]
    [InlineData("Tls:Certficate", "Tls:Certficate is no setting: did you mean Tls:Certificate?")]
    public void Build_ShouldRefuse_WhatNobodyReads(string setting, string fault) =>
        Should.Throw<OptionsValidationException>(() => GatewayApplication.Build(new Dictionary<string, string?> { [setting] = "1" }))
            .Failures.ShouldHaveSingleItem().ShouldStartWith(fault);

    [Theory]
    [InlineData("gateway:url", "http://127.0.0.1:0")]
    [InlineData("Kafka:Properties:client.id", "gateway")]
    [InlineData("Logging:LogLevel:Default", "Warning")]
    [InlineData("OTHER:PROGRAM", "1")]
    public async Task Build_ShouldTake_WhatIsKnownOrNotOurs(string setting, string value)
    {
        await using var app = GatewayApplication.Build(new Dictionary<string, string?> { [setting] = value });

        app.Configuration[setting].ShouldBe(value);
    }

    [Fact]
    public void EverySection_ShouldBeLookedAt()
    {
        var sections = new[] { typeof(GatewayApplication).Assembly, typeof(KafkaCluster).Assembly }
            .SelectMany(assembly => assembly.GetTypes())
            .Select(type => type.GetField("SectionName", BindingFlags.Public | BindingFlags.Static)?.GetRawConstantValue() as string)
            .OfType<string>().Distinct();

        foreach (var section in sections)
        {
            var settings = new Dictionary<string, string?> { [$"{section}:NobodyReadsThis"] = "1" };
            Should.Throw<OptionsValidationException>(() => GatewayApplication.Build(settings), section).Message.ShouldContain(section);
        }
    }
}
