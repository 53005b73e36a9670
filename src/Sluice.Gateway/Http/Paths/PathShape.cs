// SPDX-License-Identifier: Apache-2.0

using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Sluice.Gateway.Http.Paths;

/// <summary>The segments of a route with parameters, each a literal or one whole parameter.</summary>
internal sealed class PathShape
{
    private const string Placeholder = "_";
    private readonly (string Text, bool IsParameter)[] _segments;

    private PathShape((string Text, bool IsParameter)[] segments)
    {
        _segments = segments;
        PlaceholderPath = "/" + string.Join('/', segments.Select(s => s.IsParameter ? Placeholder : s.Text));
    }

    /// <summary>A path that routing matches to this shape, whatever the parameters are.</summary>
    public string PlaceholderPath { get; }

    /// <summary>The shape of <paramref name="pattern"/>; null if it has no parameters or other than whole segments.</summary>
    public static PathShape? Of(RoutePattern pattern)
    {
        if (pattern.Parameters.Count == 0
            || !pattern.PathSegments.All(s => s.IsSimple)
            || pattern.Parameters.Any(p => p.IsOptional || p.IsCatchAll))
        {
            return null;
        }

        return new PathShape([.. pattern.PathSegments.Select(s => s.Parts[0] switch
        {
            RoutePatternParameterPart parameter => (parameter.Name, true),
            var part => (((RoutePatternLiteralPart)part).Content, false),
        })]);
    }

    /// <summary>The parameters of <paramref name="path"/>, each decoded once or null where that fails; null for another shape.</summary>
    public RouteValueDictionary? Match(ReadOnlySpan<char> path)
    {
        Span<Range> ranges = stackalloc Range[_segments.Length + 1];
        path = path.StartsWith("/") ? path[1..] : path;
        path = path.EndsWith("/") ? path[..^1] : path;
        if (path.Split(ranges, '/') != _segments.Length)
        {
            return null;
        }

        var values = new RouteValueDictionary();
        for (var i = 0; i < _segments.Length; i++)
        {
            var isDecoded = RawTarget.TryDecode(path[ranges[i]], out var segment);
            if (_segments[i].IsParameter)
            {
                values[_segments[i].Text] = isDecoded ? segment : null;
            }
            else if (!isDecoded || !segment.Equals(_segments[i].Text, StringComparison.OrdinalIgnoreCase))
            {
                return null;
            }
        }

        return values;
    }
}
