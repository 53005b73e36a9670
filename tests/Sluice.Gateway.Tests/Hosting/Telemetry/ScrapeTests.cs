// SPDX-License-Identifier: Apache-2.0

using Sluice.Gateway.Tests.Gateways;

namespace Sluice.Gateway.Tests.Hosting.Telemetry;

[Collection(nameof(ProcessWideMetrics))]
public sealed class ScrapeTests
{
    private static readonly Dictionary<string, string?> Scraped = new()
    {
        ["Management:Url"] = "http://127.0.0.1:0",
        ["Telemetry:StatisticsInterval"] = "00:00:01",
    };

    [Fact]
    public async Task Scrape_ShouldTellOfRequestsAndOfKafka()
    {
        await using var gateway = await RunningGateway.StartAsync(Scraped);
        await Workload.RunAsync(gateway);
        await gateway.Management.GetAsync(Workload.Path("health/ready"), TestContext.Current.CancellationToken);

        var scrape = await PrometheusText.ScrapeAsync(gateway.Management);

        const string Requests = "http_server_request_duration_seconds_count";
        scrape.Sum(Requests, ("http_route", "/v1/producer/topics/{topic}"), ("http_response_status_code", "200")).ShouldBe(1);
        scrape.Sum(Requests, ("http_response_status_code", "404"), ("sluice_error_code", "topic-not-found")).ShouldBe(1);
        scrape.Sum(Requests, ("http_response_status_code", "404"), ("sluice_error_code", "not-found")).ShouldBe(1);
        scrape.Sum(Requests).ShouldBe(6, "health and scrapes do not count");
        scrape.Sum("messaging_client_sent_messages_total").ShouldBe(2);
        scrape.Sum("messaging_client_consumed_messages_total").ShouldBe(2);
        scrape.Sum("messaging_client_operation_duration_seconds_count", ("messaging_operation_name", "send")).ShouldBe(1);
        scrape.Sum("sluice_kafka_record_io_bytes_total", ("network_io_direction", "transmit")).ShouldBe(26);
        scrape.Sum("sluice_kafka_write_queue_limit_bytes").ShouldBeGreaterThan(0);
        scrape.Types["messaging_client_operation_duration_seconds"].ShouldBe("histogram");
        scrape.Samples.ShouldContain(s => s.Name.StartsWith("dotnet_", StringComparison.Ordinal));
        scrape.Samples.SelectMany(s => s.Labels.Values).ShouldAllBe(
            v => !v.Contains("orders", StringComparison.Ordinal) && !v.Contains("secret", StringComparison.Ordinal)
                && !v.Contains("no-such-topic", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Scrape_ShouldNameTopics_OnlyIfAskedFor()
    {
        await using var gateway = await RunningGateway.StartAsync(new Dictionary<string, string?>(Scraped) { ["Telemetry:TopicTag"] = "true" });
        await Workload.RunAsync(gateway);

        var scrape = await PrometheusText.ScrapeAsync(gateway.Management);

        scrape.Sum("messaging_client_sent_messages_total", ("messaging_destination_name", Workload.Topic)).ShouldBe(2);
        scrape.Samples.SelectMany(s => s.Labels.Values).ShouldNotContain("no-such-topic");
    }

    [Fact]
    public async Task Scrape_ShouldGrowNoSeries_WithPathsMethodsAndTopicsThatCallersMakeUp()
    {
        await using var gateway = await RunningGateway.StartAsync(new Dictionary<string, string?>(Scraped) { ["Telemetry:TopicTag"] = "true" });
        await AskAsync(gateway, 0);
        var before = SeriesOfRequests(await PrometheusText.ScrapeAsync(gateway.Management));

        for (var i = 1; i <= 20; i++)
        {
            await AskAsync(gateway, i);
        }

        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => PrometheusText.ScrapeAsync(gateway.Management)));
        SeriesOfRequests(await PrometheusText.ScrapeAsync(gateway.Management)).ShouldBe(before);
    }

    [Fact]
    public async Task EveryMetric_ShouldBeInTheReference_WithItsLabels()
    {
        await using var gateway = await RunningGateway.StartAsync(new Dictionary<string, string?>(Scraped) { ["Telemetry:TopicTag"] = "true" });
        await Workload.RunAsync(gateway);
        var reference = InstrumentReference.Read(gateway);

        var scrape = await PrometheusText.ScrapeAsync(gateway.Management);

        var own = scrape.Types.Where(t => t.Key.StartsWith("sluice_", StringComparison.Ordinal) || t.Key.StartsWith("messaging_", StringComparison.Ordinal));
        own.Count().ShouldBeGreaterThan(10);
        foreach (var (name, type) in own)
        {
            var row = reference.SingleOrDefault(r => r.PrometheusName == name).ShouldNotBeNull($"{name} has no row");
            row.PrometheusType.ShouldBe(type, name);
            scrape.Samples.Where(s => s.Name == name || s.Name == name + "_count").SelectMany(s => s.Labels.Keys).Distinct()
                .Where(l => !l.StartsWith("otel_scope_", StringComparison.Ordinal))
                .ShouldBeSubsetOf(row.Tags.Select(t => t.Replace('.', '_')), name);
        }
    }

    private static async Task AskAsync(RunningGateway gateway, int i)
    {
        foreach (var path in (string[])[$"none/{i}", $"v1/topics/made-up-{i}", $"v1/metadata/topics/made-up-{i}/partitions", $"v1/topics/a%0Ab{i}"])
        {
            await gateway.Client.GetAsync(Workload.Path(path), TestContext.Current.CancellationToken);
        }

        using var odd = new HttpRequestMessage(new HttpMethod($"ODD{i}"), $"none/{i}");
        await gateway.Client.SendAsync(odd, TestContext.Current.CancellationToken);
    }

    private static string[] SeriesOfRequests(PrometheusText scrape) =>
    [
        .. scrape.Samples
            .Where(s => s.Name is "http_server_request_duration_seconds_count" or "messaging_client_operation_duration_seconds_count")
            .Select(s => string.Join(',', s.Labels.OrderBy(l => l.Key).Select(l => $"{l.Key}={l.Value}"))).Order(),
    ];
}
