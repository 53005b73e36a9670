// SPDX-License-Identifier: Apache-2.0

using System.Net.Http.Json;
using Sluice.Gateway.Tests.Gateways;

namespace Sluice.Gateway.Tests.Hosting.Telemetry;

/// <summary>Some of everything: a topic, records, a read, and calls that fail.</summary>
internal static class Workload
{
    public const string Topic = "orders";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task RunAsync(RunningGateway gateway)
    {
        var client = gateway.Client;
        (await client.PutAsync(Path("v1/topics/orders"), null, Cancellation)).EnsureSuccessStatusCode();
        (await ProduceAsync(client)).EnsureSuccessStatusCode();
        (await client.GetAsync(Path("v1/consumer/topics/orders/partitions/0/offsets/0?count=5"), Cancellation)).EnsureSuccessStatusCode();
        (await client.GetAsync(Path("v1/metadata/topics/orders/partitions"), Cancellation)).EnsureSuccessStatusCode();
        await client.GetAsync(Path("v1/metadata/topics/no-such-topic/partitions"), Cancellation);
        await client.GetAsync(Path("no/such/path"), Cancellation);
    }

    public static Task<HttpResponseMessage> ProduceAsync(HttpClient client) => client.PostAsJsonAsync(
        "v1/producer/topics/orders", new { records = new[] { new { value = "secret-value", key = "secret-key" }, new { value = "two", key = "k" } } }, Cancellation);

    public static Uri Path(string path) => new(path, UriKind.Relative);
}
