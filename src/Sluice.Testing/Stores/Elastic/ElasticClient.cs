// SPDX-License-Identifier: Apache-2.0

using System.Net;
using System.Net.Http.Headers;
using System.Security.Authentication;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sluice.Testing.Stores.Elastic;

/// <summary>HTTP with login and trust, bounded answers, and failures in words.</summary>
internal sealed class ElasticClient : IDisposable
{
    private const int LargestAnswer = 64 * 1024 * 1024;
    private readonly HttpClient _http;
    private readonly TimeProvider _time;

    public ElasticClient(string url, StoreOptions options)
    {
        var address = ElasticAddress.Read(url, options);
        _time = options.Time;
        Description = $"Elasticsearch at {address.Url}";
        // A redirect could carry the login elsewhere.
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, AutomaticDecompression = DecompressionMethods.All };
        if (options.CaFile is { } file)
        {
            handler.SslOptions.CertificateChainPolicy = TrustedAuthorities.Load(file).Policy();
        }

        _http = new HttpClient(handler)
        {
            BaseAddress = address.Url,
            MaxResponseContentBufferSize = LargestAnswer,
            Timeout = Timeout.InfiniteTimeSpan,
        };
        _http.DefaultRequestHeaders.Authorization = address.Authorization;
        _http.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
    }

    public string Description { get; }

    /// <summary>Bounds a conversation of several requests.</summary>
    public Task<T> RunAsync<T>(TimeSpan timeout, Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken) =>
        StoreCall.RunAsync(Description, _time, timeout, call, Translate, cancellationToken);

    /// <summary>Sends one request; 401, 429, 5xx and redirects are thrown, 403 too unless the caller can do without.</summary>
    public async Task<ElasticAnswer> SendAsync(
        HttpMethod method, string path, JsonNode? body, CancellationToken cancellationToken, bool mayBeForbidden = false)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        }

        using var response = await _http.SendAsync(request, cancellationToken).ConfigureAwait(false);
        var text = await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
        var status = (int)response.StatusCode;
        var answer = new ElasticAnswer(status, Parse(text, status));
        return status switch
        {
            401 => throw new StoreException($"{Description} refuses the login: check user and password, or the API key (in its encoded form)."),
            403 when !mayBeForbidden => throw new StoreException(
                $"{Description} does not allow {method} {path}: {answer.Reason}. Give the login read on the index (to send: write and create_index)."),
            429 or 502 or 503 or 504 => throw new StoreException(
                $"{Description} is overloaded or not ready (HTTP {status}): {answer.Reason}.", isTransient: true),
            >= 300 and < 400 => throw new StoreException($"{Description} redirects to {response.Headers.Location}: name that address in the connection."),
            >= 500 => throw new StoreException($"{Description} failed (HTTP {status}): {answer.Reason}."),
            _ => answer,
        };
    }

    public void Dispose() => _http.Dispose();

    private JsonNode? Parse(string text, int status)
    {
        try
        {
            return text.Length == 0 ? null : JsonNode.Parse(text);
        }
        catch (JsonException) when (status >= 300)
        {
            // A proxy in front answers in HTML: the status tells enough.
            return null;
        }
        catch (JsonException wrong)
        {
            throw new StoreException($"{Description} does not answer with JSON, so it is something else: check the URL.", innerException: wrong);
        }
    }

    private StoreException? Translate(Exception failure) => failure switch
    {
        HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } => new StoreException(
            $"{Description}: an answer is larger than {LargestAnswer / 1024 / 1024} MiB. Narrow what the step reads.", innerException: failure),
        HttpRequestException { InnerException: AuthenticationException } => new StoreException(
            $"{Description}: TLS failed: {failure.InnerException.Message} Name the certificate authority's PEM file.", innerException: failure),
        HttpRequestException => new StoreException(
            $"{Description} does not answer: {failure.Message.TrimEnd('.')}. Check that it runs, and the URL.", isTransient: true, failure),
        _ => null,
    };
}
