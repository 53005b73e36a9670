// SPDX-License-Identifier: Apache-2.0

using System.Buffers;
using Microsoft.AspNetCore.Http;
using Sluice.Gateway.Http.Problems;

namespace Sluice.Gateway.Http.Requests;

/// <summary>
/// Refuses a request whose length is told in two ways, or whose body is coded in a way that nobody here undoes (RFC 9112, 6.1), or that has
/// a header whose name is none (RFC 9110, 5.1): what one server on the way takes for its end is the next request for another.
/// </summary>
internal sealed class FramingMiddleware(RequestDelegate next)
{
    // Kestrel lets Transfer-Encoding win and moves the Content-Length it drops to this header.
    private const string DroppedContentLength = "X-Content-Length";

    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    public Task InvokeAsync(HttpContext context)
    {
        if ((Fault(context.Request.Headers) ?? NameFault(context.Request)) is not { } fault)
        {
            return next(context);
        }

        context.Response.Headers.Connection = "close";
        return ProblemResponse.WriteAsync(context, new Problem(ErrorCatalogue.MalformedRequest, fault));
    }

    private static string? Fault(IHeaderDictionary headers)
    {
        var encoding = headers.TransferEncoding;
        if (encoding.Count == 0)
        {
            return null;
        }

        if (headers.ContentLength is not null || headers.ContainsKey(DroppedContentLength))
        {
            return "The request has both Content-Length and Transfer-Encoding: send one of them.";
        }

        return encoding.ToString().Equals("chunked", StringComparison.OrdinalIgnoreCase)
            ? null
            : "Transfer-Encoding must be chunked alone: to compress a body, send Content-Encoding.";
    }

    // HTTP/2 tells lengths by its frames, and the server checks its names.
    private static string? NameFault(HttpRequest request)
    {
        if (!HttpProtocol.IsHttp2(request.Protocol))
        {
            foreach (var (name, _) in request.Headers)
            {
                if (name.AsSpan().ContainsAnyExcept(NameCharacters))
                {
                    return "A header has a name with characters that names cannot have.";
                }
            }
        }

        return null;
    }
}
