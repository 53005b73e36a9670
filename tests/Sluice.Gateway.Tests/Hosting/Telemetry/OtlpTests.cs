// SPDX-License-Identifier: Apache-2.0

using System.Net.Http.Json;
using System.Text.Json;
using Sluice.Gateway.Tests.Gateways;

namespace Sluice.Gateway.Tests.Hosting.Telemetry;

public sealed class OtlpTests
{
    private const string TraceId = "0af7651916cd43dd8448eb211c80319c";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Telemetry:Otlp:Endpoint", "Telemetry:Otlp:Protocol")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_PROTOCOL")]
    public async Task TracesAndMetrics_ShouldBeSent_FromTheRequestToKafka(string endpoint, string protocol)
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        await using var gateway = await RunningGateway.StartAsync(Settings(receiver, endpoint, protocol));
        gateway.Client.DefaultRequestHeaders.Add("traceparent", $"00-{TraceId}-b7ad6b7169203331-01");
        await Workload.RunAsync(gateway);

        var id = Convert.FromHexString(TraceId);
        await receiver.ShouldGetAsync("/v1/traces", id, OtlpReceiver.Text("send orders"), OtlpReceiver.Text("sluice-gateway"));
        await receiver.ShouldGetAsync("/v1/traces", id, OtlpReceiver.Text("receive orders"));
        await receiver.ShouldGetAsync("/v1/traces", id, OtlpReceiver.Text("/v1/producer/topics/{topic}"));
        await receiver.ShouldGetAsync("/v1/traces", id, OtlpReceiver.Text("topic-not-found"));
        await receiver.ShouldGetAsync("/v1/metrics", OtlpReceiver.Text("http.server.request.duration"));
        await receiver.ShouldGetAsync("/v1/metrics", OtlpReceiver.Text("sluice.kafka.cursor.count"));
    }

    [Fact]
    public async Task Problem_ShouldNameTheTraceOfTheRequest()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        await using var traced = await RunningGateway.StartAsync(Settings(receiver, "Telemetry:Otlp:Endpoint", "Telemetry:Otlp:Protocol"));
        await using var silent = await RunningGateway.StartAsync();

        foreach (var gateway in (RunningGateway[])[traced, silent])
        {
            foreach (var sampled in (string[])["00", "01"])
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, "v1/metadata/topics/missing/partitions");
                request.Headers.Add("traceparent", $"00-{TraceId}-b7ad6b7169203331-{sampled}");
                using var response = await gateway.Client.SendAsync(request, Cancellation);

                var problem = await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
                problem.GetProperty("traceId").GetString().ShouldBe(TraceId);
            }
        }
    }

    [Fact]
    public async Task Records_ShouldCarryTheRequestsTrace_OnlyIfAskedFor()
    {
        await using var carrying = await RunningGateway.StartAsync(new Dictionary<string, string?> { ["Telemetry:WriteTraceContext"] = "true" });
        await using var silent = await RunningGateway.StartAsync();

        (await HeadersOfARecordAsync(carrying)).ShouldStartWith("""[{"key":"traceparent","value":"00-""" + TraceId);
        (await HeadersOfARecordAsync(silent)).ShouldBeNull();
    }

    private static async Task<string?> HeadersOfARecordAsync(RunningGateway gateway)
    {
        gateway.Client.DefaultRequestHeaders.Add("traceparent", $"00-{TraceId}-b7ad6b7169203331-01");
        await Workload.RunAsync(gateway);
        var answer = await gateway.Client.GetFromJsonAsync<JsonElement>("v1/consumer/topics/orders/partitions/0/offsets/0", Cancellation);
        return answer.GetProperty("records")[0].TryGetProperty("headers", out var headers) ? headers.GetRawText() : null;
    }

    private static Dictionary<string, string?> Settings(OtlpReceiver receiver, string endpoint, string protocol) => new()
    {
        [endpoint] = receiver.Endpoint,
        [protocol] = "http/protobuf",
        ["OTEL_METRIC_EXPORT_INTERVAL"] = "200",
        ["OTEL_BSP_SCHEDULE_DELAY"] = "100",
    };
}
