// SPDX-License-Identifier: Apache-2.0

using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using Sluice.Gateway.Hosting;
using Sluice.Gateway.Http.Problems;

namespace Sluice.Gateway.Http.Requests;

/// <summary>Opens the bodies of requests that carry JSON.</summary>
internal sealed class JsonRequest(IOptions<GatewayOptions> options)
{
    private readonly long _maxBytes = options.Value.MaxRequestBytes;

    /// <summary>The body, after what its headers say of it was found good.</summary>
    /// <exception cref="ProblemException">It is of another type or encoding, or larger than the limit.</exception>
    public RequestBody Open(HttpContext context)
    {
        var request = context.Request;
        if (context.Features.Get<IHttpRequestBodyDetectionFeature>() is not { CanHaveBody: false })
        {
            CheckType(request.ContentType);
            CheckEncoding(request.Headers.ContentEncoding);
        }

        return request.ContentLength > _maxBytes
            ? throw RequestBody.TooLarge(_maxBytes)
            : new RequestBody(request.BodyReader, _maxBytes);
    }

    private static void CheckType(string? contentType)
    {
        // A missing type is refused too: a page of another site may send such a request from a browser without asking first.
        if (!MediaTypeHeaderValue.TryParse(contentType, out var type)
            || !(type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
                || (type.Type.Equals("application", StringComparison.OrdinalIgnoreCase)
                    && type.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase)))
            || (type.Charset.HasValue && !IsUtf8(HeaderUtilities.RemoveQuotes(type.Charset))))
        {
            throw new ProblemException(ErrorCatalogue.UnsupportedMediaType, "Send the body as application/json in UTF-8.");
        }
    }

    private static bool IsUtf8(StringSegment charset) =>
        charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase) || charset.Equals("utf8", StringComparison.OrdinalIgnoreCase);

    // Decompression takes the header away where it knows the encoding.
    private static void CheckEncoding(StringValues encoding)
    {
        if (encoding.Count > 0 && !encoding.ToString().Equals("identity", StringComparison.OrdinalIgnoreCase))
        {
            throw new ProblemException(ErrorCatalogue.UnsupportedMediaType, "Content-Encoding must be gzip, br, deflate or left out.");
        }
    }
}
