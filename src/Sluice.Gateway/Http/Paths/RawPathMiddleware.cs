// SPDX-License-Identifier: Apache-2.0

using System.Buffers;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace Sluice.Gateway.Http.Paths;

/// <summary>
/// Decides path parameters from the target as it was sent, before routing: the server removes dot segments and leaves <c>%2F</c> alone,
/// so a name such as <c>..</c> or <c>a%2Fb</c> would reach another operation or mean something else than it says.
/// </summary>
internal sealed class RawPathMiddleware(RequestDelegate next, EndpointDataSource endpoints)
{
    private readonly Lazy<PathShape[]> _shapes = new(() =>
    [
        .. endpoints.Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<ApiOperation>() is not null)
            .Select(e => PathShape.Of(e.RoutePattern)).OfType<PathShape>().DistinctBy(s => s.PlaceholderPath),
    ]);

    // Neither escapes nor dot segments, nor anything else that the server or routing would change: routing sees what was sent.
    private static readonly SearchValues<char> Special = SearchValues.Create(
        [.. Enumerable.Range(0, 128).Select(c => (char)c).Where(c => !char.IsAsciiLetterOrDigit(c) && !"/-_.~:".Contains(c, StringComparison.Ordinal))]);

    public Task InvokeAsync(HttpContext context)
    {
        if (IsPlain(context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget))
        {
            return next(context);
        }

        var path = RawTarget.Path(context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget);
        foreach (var shape in _shapes.Value)
        {
            if (shape.Match(path) is { } values)
            {
                context.Request.Path = shape.PlaceholderPath;
                context.Features.Set(new RawPathFeature(values));
                return next(context);
            }
        }

        if (HasDotSegment(path) || HasControl(context.Request.Path.Value))
        {
            // Such a path names nothing of ours, whatever would be left of it without its dots; and what is logged of it is one line.
            context.Request.Path = path.ToString();
        }

        return next(context);
    }

    private static bool IsPlain(ReadOnlySpan<char> target)
    {
        var query = target.IndexOf('?');
        var path = query < 0 ? target : target[..query];
        return path.StartsWith('/') && !path.ContainsAny(Special) && Ascii.IsValid(path) && !path.Contains("//", StringComparison.Ordinal)
            && !path.Contains("/.", StringComparison.Ordinal);
    }

    private static bool HasDotSegment(ReadOnlySpan<char> path)
    {
        foreach (var range in path.Split('/'))
        {
            if (RawTarget.TryDecode(path[range], out var segment) && segment is "." or "..")
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasControl(string? path) => path?.Any(c => char.IsControl(c) || c is '\u2028' or '\u2029') ?? false;
}
