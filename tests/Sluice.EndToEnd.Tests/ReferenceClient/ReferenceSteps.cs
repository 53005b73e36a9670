// SPDX-License-Identifier: Apache-2.0

using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Sluice.EndToEnd.Tests.ReferenceClient;

/// <summary>
/// The six steps of the sample client of the service whose API this is, with nothing but HTTP and JSON on the client's side.
/// </summary>
internal static class ReferenceSteps
{
    private static readonly string[] Records =
    [
        """{"key":"key1","value":"**********"}""",
        """{"value":5,"partition":0}""",
        """{"value":3.14}""",
        """{"value":{"foo":"bar"}}""",
        """{"value":[{"foo":"bar"},{"foo":"baz"}]}""",
        """{"value":{"customer":{"name":"Ada","orders":[{"id":1,"lines":[{"sku":"a-1","price":10.50}]}]},"ok":true}}""",
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Takes them against a gateway, with a token that somebody gave.</summary>
    public static async Task RunAsync(Uri address, string token, HttpMessageHandler? handler = null)
    {
        var topic = $"reference-{Guid.NewGuid():N}";
        using var http = new HttpClient(handler ?? new SocketsHttpHandler()) { BaseAddress = address, Timeout = TimeSpan.FromMinutes(2) };

        // 1. The token goes with every call.
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);

        // 2. and 3. The topic is made, and listed at the first asking.
        await SendAsync(http, HttpMethod.Put, $"/v1/topics/{topic}", """
            {"partition_count":1,"replication_factor":1,"topic_properties":{"retention.ms":604800000,"min.insync.replicas":"1"}}
            """);
        var (topics, _) = await SendAsync(http, HttpMethod.Get, "/v1/metadata/topics", null);
        topics.GetProperty("topics").EnumerateArray().Select(name => name.GetString()).ShouldContain(topic);

        // 4. Six records of six kinds.
        var body = $$"""{"records":[{{string.Join(',', Records)}}]}""";
        var (written, _) = await SendAsync(http, HttpMethod.Post, $"/v1/producer/topics/{topic}", body);
        written.GetProperty("offsets").EnumerateArray().Select(entry => $"{entry.GetProperty("partition")}/{entry.GetProperty("offset")}")
            .ShouldBe(["0/0", "0/1", "0/2", "0/3", "0/4", "0/5"]);

        // 5. Read two by two until there is nothing more.
        var read = await ReadToTheEndAsync(http, topic);
        read.Select(record => record.GetProperty("value").GetString()).ShouldBe(
            ["**********", "5", "3.14", .. Records[3..].Select(record => record["{\"value\":".Length..^1])]);
        read.Select(record => record.GetProperty("key").GetString()).ShouldBe(["key1", null, null, null, null, null]);
        read.Select(record => record.GetProperty("offset").GetInt64()).ShouldBe([0, 1, 2, 3, 4, 5]);

        // 6. The partitions, and the one.
        var (partitions, _) = await SendAsync(http, HttpMethod.Get, $"/v1/metadata/topics/{topic}/partitions", null);
        partitions.GetProperty("partitions").GetArrayLength().ShouldBe(1);
        var (partition, _) = await SendAsync(http, HttpMethod.Get, $"/v1/metadata/topics/{topic}/partitions/0", null);
        partition.GetProperty("partition_id").GetInt32().ShouldBe(0);
        partition.GetProperty("latest_offset").GetInt64().ShouldBe(6);
    }

    private static async Task<List<JsonElement>> ReadToTheEndAsync(HttpClient http, string topic)
    {
        var read = new List<JsonElement>();
        var offset = "0";
        while (true)
        {
            var path = $"/v1/consumer/topics/{topic}/partitions/0/offsets/{offset}?count=2";
            var (page, headers) = await SendAsync(http, HttpMethod.Get, path, null);
            var records = page.GetProperty("records").EnumerateArray().ToList();
            if (records.Count == 0)
            {
                return read;
            }

            read.AddRange(records);
            offset = headers.GetValues("NextOffset").Single();
        }
    }

    private static async Task<(JsonElement Body, HttpResponseHeaders Headers)> SendAsync(
        HttpClient http, HttpMethod method, string path, string? json)
    {
        using var request = new HttpRequestMessage(method, path);
        if (json is not null)
        {
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        }

        using var response = await http.SendAsync(request, Cancellation);
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        return (JsonElement.Parse(text), response.Headers);
    }
}
