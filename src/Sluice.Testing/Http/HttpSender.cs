// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using Sluice.Testing.Endpoints;
using Sluice.Testing.Matching;
using Sluice.Testing.Stores;

namespace Sluice.Testing.Http;

/// <summary>
/// Sends requests to one base address. Redirects are not followed and cookies not kept: an answer is what a case expects, and cases share nothing.
/// Thread-safe.
/// </summary>
internal sealed class HttpSender : IDisposable
{
    private readonly HttpTarget _target;
    private readonly TimeProvider _time;
    private readonly HttpClient _http;

    /// <param name="address">The base address; a request's path is put behind its own.</param>
    /// <param name="time">The clock of the deadlines.</param>
    /// <param name="caFile">A PEM file with the authorities that alone may have signed the server's certificate; null for the system's.</param>
    /// <exception cref="HttpEndpointException">The address is none, or the file cannot be used.</exception>
    public HttpSender(string address, TimeProvider time, string? caFile = null)
    {
        (_target, _time) = (HttpTarget.Read(address), time);
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            // A proxy of the environment knows another localhost.
            UseProxy = !_target.IsLocal,
            AutomaticDecompression = DecompressionMethods.All,
            RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8,
            ResponseHeaderEncodingSelector = (_, _) => Encoding.UTF8,
        };
        if (caFile is not null)
        {
            handler.SslOptions.CertificateChainPolicy = Trust(caFile).Policy();
        }

        _http = new HttpClient(handler) { MaxResponseContentBufferSize = HttpBody.Largest, Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>Sends one request: POST if there is a body and no method, else GET. Whatever the status is, the answer is returned.</summary>
    /// <exception cref="HttpEndpointException">It cannot be sent, or no whole answer came in time.</exception>
    public async Task<Candidate> SendAsync(Outgoing outgoing, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var request = HttpRequestBuilder.Build(_target, outgoing);
        var place = $"{request.Method} {outgoing.Path ?? "/"}";
        using var deadline = new Deadline(timeout, _time, cancellationToken);
        try
        {
            using var response = await _http.SendAsync(request, deadline.Token).ConfigureAwait(false);
            var body = await response.Content.ReadAsByteArrayAsync(deadline.Token).ConfigureAwait(false);
            var status = (int)response.StatusCode;
            return HttpBody.Read(string.Create(CultureInfo.InvariantCulture, $"{place} → {status}"), body, HeadersOf(response), status);
        }
        // A server that closes a connection as soon as it is made shows as a bare SocketException.
        catch (Exception failure) when (failure is HttpRequestException or SocketException or IOException or InvalidDataException or OperationCanceledException
            && !cancellationToken.IsCancellationRequested)
        {
            throw new HttpEndpointException($"{place} to {_target}: {Explain(failure, timeout)}", failure);
        }
    }

    public void Dispose() => _http.Dispose();

    private static TrustedAuthorities Trust(string caFile)
    {
        try
        {
            return TrustedAuthorities.Load(caFile);
        }
        catch (StoreException exception)
        {
            throw new HttpEndpointException(exception.Message, exception);
        }
    }

    private static KeyValuePair<string, string?>[] HeadersOf(HttpResponseMessage response) =>
    [
        .. response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated)
            .SelectMany(header => header.Value.Select(value => KeyValuePair.Create(header.Key, (string?)value))),
    ];

    private static string Explain(Exception failure, TimeSpan timeout) => failure switch
    {
        OperationCanceledException => FormattableString.Invariant($"no answer within {timeout.TotalSeconds:0.###} s."),
        HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } =>
            $"the answer is larger than {HttpBody.Largest / 1024 / 1024} MiB.",
        HttpRequestException { InnerException: AuthenticationException tls } => $"TLS failed: {tls.Message} Name the certificate authority's PEM file.",
        SocketException or HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError } =>
            $"it does not answer: {failure.Message.TrimEnd('.')}. Check that it runs, and the address.",
        _ => $"the request failed: {failure.Message.TrimEnd('.')}{(failure.InnerException is { } inner ? $": {inner.Message.TrimEnd('.')}" : "")}.",
    };
}
