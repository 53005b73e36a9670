// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using Sluice.Core.Connections;
using Sluice.Core.Errors;

namespace Sluice.Core.Tests.Connections;

public sealed class UnreachableKafkaTests
{
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(2);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Calls_ShouldFailInTimeWithTheReason_WhenNobodyListens()
    {
        var options = new KafkaConnectionOptions { BootstrapServers = "127.0.0.1:1" };
        await using var cluster = KafkaCluster.Open(options);
        var watch = Stopwatch.StartNew();

        var failures = await Task.WhenAll(
            EmbeddedKafka.FailureOf(() => cluster.Topics.ListAsync(false, Short, Cancellation)),
            EmbeddedKafka.FailureOf(() => cluster.Topics.DescribeAsync("orders", Short, Cancellation)),
            EmbeddedKafka.FailureOf(() => cluster.Topics.CreateAsync(new("orders"), Short, Cancellation)),
            EmbeddedKafka.FailureOf(() => cluster.Topics.GetOffsetsAsync("orders", [0], Short, Cancellation)));

        watch.Elapsed.ShouldBeLessThan(EmbeddedKafka.Timeout, "the client's own time for a request");
        failures.ShouldAllBe(failure => failure.Code == FailureCode.KafkaTimeout || failure.Code == FailureCode.KafkaUnavailable);
        failures.ShouldAllBe(failure => failure.IsRetryable && failure.Detail.Contains("refused"));
    }

    [Fact]
    public async Task Calls_ShouldBeRefused_WhenTlsFails()
    {
        await using var server = new UntrustedTlsServer();
        var options = new KafkaConnectionOptions { BootstrapServers = server.Address };
        options.Properties["security.protocol"] = "ssl";
        await using var cluster = KafkaCluster.Open(options);

        var failure = await EmbeddedKafka.FailureOf(() => cluster.Topics.ListAsync(false, EmbeddedKafka.Timeout, Cancellation));

        failure.Code.ShouldBe(FailureCode.KafkaRefused, failure.Detail);
        failure.Detail.ShouldContain("certificate verify failed");
    }

    [Fact]
    public void Open_ShouldRefuse_WhatShowsOnlyWhenSettingsMeet()
    {
        var options = new KafkaConnectionOptions { BootstrapServers = "127.0.0.1:1" };
        options.Properties["security.protocol"] = "ssl";
        options.Properties["ssl.ca.location"] = "/no/such/file.pem";

        var failure = Should.Throw<KafkaFailureException>(() => KafkaCluster.Open(options)).Failure;

        failure.Code.ShouldBe(FailureCode.InvalidConfiguration);
        failure.Detail.ShouldContain("ssl.ca.location");
    }
}
