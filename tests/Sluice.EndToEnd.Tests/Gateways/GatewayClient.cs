// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Sluice.EndToEnd.Tests.Gateways;

/// <summary>Plain HTTP to a gateway.</summary>
public sealed class GatewayClient : IDisposable
{
    /// <param name="address">The gateway, or a balancer before several.</param>
    /// <param name="keepsConnections">False to open a connection for every call.</param>
    public GatewayClient(Uri address, bool keepsConnections = true)
    {
        Address = address;
        Http = new HttpClient(new SocketsHttpHandler
        {
            UseProxy = false,
            AllowAutoRedirect = false,
            PooledConnectionLifetime = keepsConnections ? Timeout.InfiniteTimeSpan : TimeSpan.Zero,
        })
        {
            BaseAddress = address,
            Timeout = TimeSpan.FromMinutes(2),
        };
    }

    public Uri Address { get; }

    public HttpClient Http { get; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static string UniqueName(string purpose = "topic") => $"{purpose}-{Guid.NewGuid():N}";

    public static StringContent Json(string text) => new(text, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));

    /// <summary>Creates a topic of a name nobody else has.</summary>
    public async Task<string> CreateTopicAsync(int partitions = 1, string? properties = null)
    {
        var topic = UniqueName();
        using var response = await PutTopicAsync(topic, properties is null
            ? $$"""{"partition_count":{{partitions}}}"""
            : $$"""{"partition_count":{{partitions}},"topic_properties":{{properties}}}""");
        response.StatusCode.ShouldBe(HttpStatusCode.OK, await response.Content.ReadAsStringAsync(Cancellation));
        return topic;
    }

    public Task<HttpResponseMessage> PutTopicAsync(string topic, string? json) =>
        Http.PutAsync(
            new Uri($"v1/topics/{Uri.EscapeDataString(topic)}", UriKind.Relative), json is null ? null : Json(json), Cancellation);

    public Task<HttpResponseMessage> DeleteTopicAsync(string topic) =>
        Http.DeleteAsync(new Uri($"v1/topics/{Uri.EscapeDataString(topic)}", UriKind.Relative), Cancellation);

    public Task<HttpResponseMessage> GetAsync(string pathAndQuery) => Http.GetAsync(new Uri(pathAndQuery, UriKind.Relative), Cancellation);

    public async Task<JsonElement> GetJsonAsync(string pathAndQuery)
    {
        using var response = await GetAsync(pathAndQuery);
        return await ReadOkAsync(response);
    }

    public Task<HttpResponseMessage> PostAsync(string topic, string body, string query = "") => PostAsync(topic, Json(body), query);

    public Task<HttpResponseMessage> PostAsync(string topic, HttpContent body, string query = "") =>
        Http.PostAsync(new Uri($"v1/producer/topics/{Uri.EscapeDataString(topic)}{query}", UriKind.Relative), body, Cancellation);

    /// <summary>Writes records, each given as the JSON text of an object, and returns their places.</summary>
    public Task<IReadOnlyList<Place>> WriteAsync(string topic, params IEnumerable<string> records) =>
        WriteInFormatAsync(topic, "", records);

    /// <inheritdoc cref="WriteAsync" />
    public async Task<IReadOnlyList<Place>> WriteInFormatAsync(string topic, string query, params IEnumerable<string> records)
    {
        using var response = await PostAsync(topic, $$"""{"records":[{{string.Join(',', records)}}]}""", query);
        var body = await ReadOkAsync(response);
        return [.. body.GetProperty("offsets").EnumerateArray().Select(entry =>
            new Place(entry.GetProperty("partition").GetInt32(), entry.GetProperty("offset").GetInt64()))];
    }

    /// <summary>Writes records of these values, each given as JSON text, to partition 0.</summary>
    public Task<IReadOnlyList<Place>> WriteValuesAsync(string topic, params IEnumerable<string> values) =>
        WriteAsync(topic, values.Select(value => $$"""{"value":{{value}},"partition":0}"""));

    public Task<HttpResponseMessage> GetRecordsAsync(string topic, int partition, string offset, string query = "") =>
        GetAsync($"v1/consumer/topics/{Uri.EscapeDataString(topic)}/partitions/{partition}/offsets/{offset}{query}");

    public Task<Page> ReadAsync(string topic, long offset, string query = "", int partition = 0) =>
        ReadAsync(topic, offset.ToString(CultureInfo.InvariantCulture), query, partition);

    public async Task<Page> ReadAsync(string topic, string offset, string query = "", int partition = 0)
    {
        var clock = Stopwatch.StartNew();
        using var response = await GetRecordsAsync(topic, partition, offset, query);
        var body = await ReadOkAsync(response);
        var next = response.Headers.GetValues("NextOffset").ShouldHaveSingleItem();
        return new Page(body, long.Parse(next, NumberStyles.None, CultureInfo.InvariantCulture), clock.Elapsed);
    }

    public async Task<(long Earliest, long Latest)> GetOffsetsAsync(string topic, int partition = 0)
    {
        var body = await GetJsonAsync($"v1/metadata/topics/{topic}/partitions/{partition}");
        return (body.GetProperty("earliest_offset").GetInt64(), body.GetProperty("latest_offset").GetInt64());
    }

    public async Task<IReadOnlyList<string>> ListTopicsAsync(string query = "")
    {
        var body = await GetJsonAsync($"v1/metadata/topics{query}");
        return [.. body.GetProperty("topics").EnumerateArray().Select(name => name.GetString()!)];
    }

    public async Task<string> GetBootstrapServersAsync()
    {
        var body = await GetJsonAsync("v1/metadata/brokers");
        return string.Join(',', body.GetProperty("brokers").EnumerateArray().Select(broker =>
            $"{broker.GetProperty("hostName").GetString()}:{broker.GetProperty("port").GetInt32()}"));
    }

    public void Dispose() => Http.Dispose();

    private static async Task<JsonElement> ReadOkAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        response.Content.Headers.ContentType?.MediaType.ShouldBe("application/json");
        return JsonElement.Parse(text, new JsonDocumentOptions { MaxDepth = 100_000 });
    }
}
