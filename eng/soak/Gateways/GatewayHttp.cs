// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;

namespace Sluice.Soak.Gateways;

/// <summary>Sends requests to a gateway, with a token if there is one, and tells what came back, and when; a failed connection is an answer too.</summary>
internal sealed class GatewayHttp(Uri address, Func<string>? token = null) : IDisposable
{
    // Far above every deadline of the gateway, so that a hang shows as a long answer.
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false })
    {
        BaseAddress = address,
        Timeout = TimeSpan.FromSeconds(90),
    };

    public Uri Address { get; } = address;

    public async Task CreateTopicAsync(string topic, int partitions, int replicas, CancellationToken cancellationToken, string properties = "{}")
    {
        var body = $$"""{"partition_count":{{partitions}},"replication_factor":{{replicas}},"topic_properties":{{properties}}}""";
        var answer = await SendAsync(HttpMethod.Put, $"v1/topics/{topic}", body, cancellationToken);
        if (!answer.IsOk)
        {
            throw new InvalidOperationException($"The scenario cannot begin: {answer}");
        }
    }

    public Task<Answer> GetAsync(string path, CancellationToken cancellationToken) => SendAsync(HttpMethod.Get, path, null, cancellationToken);

    public Task<Answer> WriteAsync(string topic, string body, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, $"v1/producer/topics/{topic}", body, cancellationToken);

    public Task<Answer> ReadAsync(string topic, int partition, long offset, int count, CancellationToken cancellationToken, TimeSpan wait = default) =>
        GetAsync(PathOfRead(topic, partition, offset, count, wait).OriginalString, cancellationToken);

    public static Uri PathOfRead(string topic, int partition, long offset, int count, TimeSpan wait = default) =>
        new($"v1/consumer/topics/{topic}/partitions/{partition}/offsets/{offset}?count={count}&timeout={wait.TotalMilliseconds:0}", UriKind.Relative);

    public async Task<Answer> SendAsync(HttpMethod method, string path, string? body, CancellationToken cancellationToken)
    {
        var request = $"{method} {path}";
        var clock = Stopwatch.StartNew();
        try
        {
            using var message = new HttpRequestMessage(method, path);
            message.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
            message.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token());
            using var response = await _http.SendAsync(message, cancellationToken);
            var text = await response.Content.ReadAsStringAsync(cancellationToken);
            return new Answer(request, (int)response.StatusCode, text, clock.Elapsed)
            {
                HasRetryAfter = response.Headers.RetryAfter is not null,
                NextOffset = response.Headers.TryGetValues("NextOffset", out var next)
                    ? long.Parse(next.Single(), CultureInfo.InvariantCulture)
                    : null,
            };
        }
        catch (HttpRequestException failure)
        {
            return new Answer(request, 0, failure.Message, clock.Elapsed);
        }
        catch (OperationCanceledException timeout) when (!cancellationToken.IsCancellationRequested)
        {
            return new Answer(request, 0, timeout.Message, clock.Elapsed);
        }
    }

    public void Dispose() => _http.Dispose();
}
