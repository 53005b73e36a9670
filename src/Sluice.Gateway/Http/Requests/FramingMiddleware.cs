// SPDX-License-Identifier: Apache-2.0

using Microsoft.AspNetCore.Http;
using Sluice.Gateway.Http.Problems;

namespace Sluice.Gateway.Http.Requests;

/// <summary>
/// Refuses a request whose length is told in two ways (RFC 9112, 6.1): what one server on the way takes for its end is the next request
/// for another.
/// </summary>
internal sealed class FramingMiddleware(RequestDelegate next)
{
    // Kestrel lets Transfer-Encoding win and moves the Content-Length it drops to this header.
    private const string DroppedContentLength = "X-Content-Length";

    public Task InvokeAsync(HttpContext context)
    {
        var headers = context.Request.Headers;
        if (headers.TransferEncoding.Count > 0 && (headers.ContentLength is not null || headers.ContainsKey(DroppedContentLength)))
        {
            context.Response.Headers.Connection = "close";
            return ProblemResponse.WriteAsync(context, new Problem(
                ErrorCatalogue.MalformedRequest, "The request has both Content-Length and Transfer-Encoding: send one of them."));
        }

        return next(context);
    }
}
