// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Sluice.Gateway.Http.Json;

namespace Sluice.Gateway.Http.Problems;

/// <summary>Answers with a problem (RFC 9457).</summary>
internal static class ProblemResponse
{
    public const string ContentType = "application/problem+json";
    private const string ErrorCodeTag = "sluice.error.code";

    /// <summary>The id under which the log tells of this request.</summary>
    public static string TraceId(HttpContext context) => Activity.Current?.TraceId.ToHexString() ?? context.TraceIdentifier;

    /// <summary>Answers with <paramref name="problem"/>; <paramref name="writeMembers"/> adds members of its own.</summary>
    public static async Task WriteAsync(HttpContext context, Problem problem, Func<JsonBody, ValueTask>? writeMembers = null)
    {
        Tell(context, problem);
        var response = context.Response;
        response.StatusCode = problem.Code.Status;
        response.ContentType = ContentType;
        if (problem.Code.HasRetryAfter)
        {
            response.Headers.RetryAfter = Math.Ceiling(problem.RetryAfter.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }

        if (problem.Challenge is not null)
        {
            response.Headers.WWWAuthenticate = problem.Challenge;
        }

        using var body = new JsonBody(response);
        WriteStart(body.Writer, problem, TraceId(context));
        if (writeMembers is not null)
        {
            await writeMembers(body);
        }

        body.Writer.WriteEndObject();
        await body.CompleteAsync(context.RequestAborted);
    }

    // For metrics, traces, logs and the audit.
    private static void Tell(HttpContext context, Problem problem)
    {
        context.Features.Set(problem);
        context.Features.Get<IHttpMetricsTagsFeature>()?.Tags.Add(new(ErrorCodeTag, problem.Code.Code));
        if (Activity.Current is { IsAllDataRequested: true } activity)
        {
            activity.SetTag(ErrorCodeTag, problem.Code.Code);
        }
    }

    private static void WriteStart(Utf8JsonWriter json, Problem problem, string traceId)
    {
        json.WriteStartObject();
        json.WriteString("type", problem.Code.Type);
        json.WriteString("title", problem.Code.Title);
        json.WriteNumber("status", problem.Code.Status);
        json.WriteString("detail", problem.Detail);
        json.WriteString("code", problem.Code.Code);
        json.WriteBoolean("retryable", problem.IsRetryable);
        json.WriteString("traceId", traceId);
        if (problem.EarliestOffset is { } earliest)
        {
            json.WriteNumber("earliest_offset", earliest);
        }

        if (problem.LatestOffset is { } latest)
        {
            json.WriteNumber("latest_offset", latest);
        }

        if (problem.Errors.Count > 0)
        {
            json.WriteStartObject("errors");
            foreach (var (pointer, text) in problem.Errors)
            {
                json.WriteString(pointer, text);
            }

            json.WriteEndObject();
        }
    }
}
