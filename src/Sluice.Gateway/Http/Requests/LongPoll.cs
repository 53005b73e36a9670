// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Sluice.Gateway.Http.Requests;

/// <summary>Says of an endpoint that its requests may ask to wait, and by which parameter of the query.</summary>
internal sealed record LongPoll(string Parameter)
{
    /// <summary>Whether this request asks to wait.</summary>
    public static bool IsAskedBy(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<LongPoll>() is { } poll
        && context.Request.Query.TryGetValue(poll.Parameter, out var values)
        && values is [{ } text]
        && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var wait)
        && wait > 0;
}
