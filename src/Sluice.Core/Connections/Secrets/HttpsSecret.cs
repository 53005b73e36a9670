// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Net.Http.Headers;
using Sluice.Core.Connections.Stores;
using Sluice.Core.Errors;

namespace Sluice.Core.Connections.Secrets;

/// <param name="address">An https address.</param>
/// <param name="createHandler">Makes the connection's handler; tests trust their own server by it.</param>
internal sealed class HttpsSecret(Uri address, Func<HttpClientHandler> createHandler) : SecretSource
{
    public const string TokenVariable = "SLUICE_SECRET_TOKEN";

    public new static HttpsSecret Parse(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Host.Length == 0)
        {
            throw Fault("the address of the password is no https address: write https://host/path.");
        }

        return address.UserInfo.Length == 0
            ? new HttpsSecret(address, () => new HttpClientHandler())
            : throw Fault($"the password's address must not hold a password: put a token into the environment variable {TokenVariable}.");
    }

    // The query is left out, since some services take secrets there.
    public override string ToString() => address.GetLeftPart(UriPartial.Path);

    private protected override async Task<string> ReadAsync(Stream? standardInput, CancellationToken cancellationToken)
    {
        try
        {
            using var handler = createHandler();

            // A redirect could lead to plain text, or with the token to someone else.
            handler.AllowAutoRedirect = false;
            using var client = new HttpClient(handler, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            if (Environment.GetEnvironmentVariable(TokenVariable) is { Length: > 0 } token)
            {
                request.Headers.Authorization = BearerOf(token);
            }

            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken)
                .ConfigureAwait(false);
            if ((int)response.StatusCode != 200)
            {
                throw Refused((int)response.StatusCode, request.Headers.Authorization is not null);
            }

            var body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            return Decode(await BoundedInput.ReadAsync(body, MaxBytes, cancellationToken).ConfigureAwait(false) ?? throw TooLong());
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException)
        {
            throw Fault($"{this}: the password cannot be fetched: {fault.GetBaseException().Message}", fault);
        }
    }

    private AuthenticationHeaderValue BearerOf(string token)
    {
        try
        {
            return new AuthenticationHeaderValue("Bearer", token);
        }
        catch (FormatException)
        {
            // Its message would show the token.
            throw Fault($"{this}: the environment variable {TokenVariable} holds what cannot be a token: set it to one line.");
        }
    }

    private KafkaFailureException Refused(int status, bool hasToken)
    {
        var advice = status switch
        {
            401 or 403 when !hasToken => $"put a token into the environment variable {TokenVariable}.",
            401 or 403 => $"check the token in the environment variable {TokenVariable}.",
            404 => "check the address.",
            >= 300 and < 400 => "redirects are not followed, give the address itself.",
            _ => "see that service's log.",
        };
        return Fault(string.Create(CultureInfo.InvariantCulture, $"{this}: the server answered {status} instead of a password: {advice}"));
    }
}
