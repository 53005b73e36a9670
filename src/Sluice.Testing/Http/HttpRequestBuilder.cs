// SPDX-License-Identifier: Apache-2.0

using System.Net.Http.Headers;
using Sluice.Testing.Endpoints;

namespace Sluice.Testing.Http;

/// <summary>Makes a request of what a case sends.</summary>
internal static class HttpRequestBuilder
{
    public static HttpRequestMessage Build(HttpTarget target, Outgoing outgoing)
    {
        var body = HttpBody.Of(outgoing);
        var request = new HttpRequestMessage(Method(outgoing.Method ?? (body is null ? "GET" : "POST")), target.Of(outgoing.Path ?? "/"));
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body.Bytes);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(body.MediaType);
        }

        var replaced = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in outgoing.Headers)
        {
            Add(request, name, value ?? "", replaced);
        }

        return request;
    }

    // What HTTP counts among the body's headers has its place there, even without a body.
    private static void Add(HttpRequestMessage request, string name, string value, HashSet<string> replaced)
    {
        if (value.AsSpan().ContainsAny('\r', '\n', '\0'))
        {
            throw new HttpEndpointException($"The value of the header \"{name}\" has a line break or a zero in it, which HTTP cannot send.");
        }

        if (request.Headers.TryAddWithoutValidation(name, value))
        {
            return;
        }

        try
        {
            var headers = (request.Content ??= new ByteArrayContent([])).Headers;
            if (replaced.Add(name))
            {
                headers.Remove(name);
            }

            headers.TryAddWithoutValidation(name, value);
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException)
        {
            throw new HttpEndpointException($"\"{name}\" is no name of a header.", exception);
        }
    }

    private static HttpMethod Method(string method)
    {
        try
        {
            return new HttpMethod(method.ToUpperInvariant());
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException)
        {
            throw new HttpEndpointException($"\"{method}\" is no method: GET, POST, PUT, PATCH and DELETE are some.", exception);
        }
    }
}
