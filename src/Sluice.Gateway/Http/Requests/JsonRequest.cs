// SPDX-License-Identifier: Apache-2.0

using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using Sluice.Gateway.Hosting;
using Sluice.Gateway.Http.Memory;
using Sluice.Gateway.Http.Problems;

namespace Sluice.Gateway.Http.Requests;

/// <summary>Opens the bodies of requests that carry JSON.</summary>
internal sealed class JsonRequest(IOptions<GatewayOptions> options)
{
    private readonly long _maxBytes = options.Value.MaxRequestBytes;

    /// <summary>The body, after what its headers say of it was found good; of an empty one they may say anything.</summary>
    /// <exception cref="ProblemException">It is of another type or encoding, larger than the limit, or there is no memory for it.</exception>
    public async ValueTask<RequestBody> OpenAsync(HttpContext context)
    {
        var request = context.Request;
        var body = new RequestBody(request.BodyReader, _maxBytes, RequestUsage.Of(context));
        if (Fault(request) is { } fault && !await IsEmptyAsync(context, body))
        {
            throw new ProblemException(ErrorCatalogue.UnsupportedMediaType, fault);
        }

        if (request.ContentLength > _maxBytes)
        {
            throw RequestBody.TooLarge(_maxBytes);
        }

        // What a compressed body needs is not told by its length.
        await body.ExpectAsync(body.Usage.HasEncodedBody ? null : request.ContentLength, context.RequestAborted);
        return body;
    }

    private static string? Fault(HttpRequest request) =>
        !IsJson(request.ContentType) ? "Send the body as application/json in UTF-8."
        : !IsPlain(request.Headers.ContentEncoding) ? "Content-Encoding must be gzip, br, deflate or left out."
        : null;

    // Chunks do not tell before the first of them is there.
    private static async ValueTask<bool> IsEmptyAsync(HttpContext context, RequestBody body)
    {
        if (context.Request.ContentLength is { } length)
        {
            return length == 0;
        }

        if (context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false })
        {
            return true;
        }

        var (buffer, _) = await body.ReadAtLeastAsync(1, context.RequestAborted);
        body.AdvanceTo(buffer.Start);
        return buffer.IsEmpty;
    }

    // A missing type is refused too: a page of another site may send such a request from a browser without asking first.
    private static bool IsJson(string? contentType) =>
        contentType == "application/json" || (MediaTypeHeaderValue.TryParse(contentType, out var type) && IsJson(type));

    private static bool IsJson(MediaTypeHeaderValue type) =>
        (type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            || (type.Type.Equals("application", StringComparison.OrdinalIgnoreCase)
                && type.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase)))
        && (!type.Charset.HasValue || IsUtf8(HeaderUtilities.RemoveQuotes(type.Charset)));

    private static bool IsUtf8(StringSegment charset) =>
        charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase) || charset.Equals("utf8", StringComparison.OrdinalIgnoreCase);

    // Decompression takes the header away where it knows the encoding.
    private static bool IsPlain(StringValues encoding) =>
        encoding.Count == 0 || encoding.ToString().Equals("identity", StringComparison.OrdinalIgnoreCase);
}
