// SPDX-License-Identifier: Apache-2.0

using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Sluice.Core.Topics;
using Sluice.Gateway.Http;
using Sluice.Gateway.Http.Paths;
using Sluice.Gateway.Http.Problems;
using Sluice.Gateway.Security.Callers;
using Sluice.Gateway.Security.Policies;

namespace Sluice.Gateway.Security.Audit;

/// <summary>Looks at every operation of the API once it is answered.</summary>
internal sealed class AuditMiddleware(RequestDelegate next, AuditTrail trail, SecurityMetrics metrics)
{
    private const string Unknown = "-";

    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        finally
        {
            Note(context);
        }
    }

    private void Note(HttpContext context)
    {
        if (context.GetEndpoint() is not { } endpoint || endpoint.Metadata.GetMetadata<ApiOperation>() is null)
        {
            return;
        }

        var problem = context.Features.Get<Problem>();
        var refusal = context.Features.Get<AccessRefusal>();
        if (CheckOf(context.Features.Get<Caller>(), problem) is { } check)
        {
            metrics.CallerChecked(check);
        }

        if (problem?.Code == ErrorCatalogue.Overloaded)
        {
            // Too much in all is not this caller's doing: it is counted, and no refusal to tell of in the audit.
            metrics.Refused(problem.Code);
        }

        if (problem is not null && (refusal is not null || IsRefusal(problem.Code)))
        {
            metrics.Refused(problem.Code);
            trail.Refused(CallOf(context, endpoint), problem.Code.Code, refusal?.Reason ?? problem.Detail, ProblemResponse.TraceId(context));
        }
        else if (endpoint.Metadata.GetMetadata<TopicAccess>()?.Operation is (TopicOperation.Create or TopicOperation.Delete) and var change)
        {
            trail.Changed(change, CallOf(context, endpoint), OutcomeOf(context, problem), ProblemResponse.TraceId(context));
        }
    }

    // Who is let in is a feature of the request from then on.
    private static CallerCheck? CheckOf(Caller? caller, Problem? problem) => caller is not null
        ? caller.IsAuthenticated ? CallerCheck.Accepted : null
        : problem is null ? null
        : problem.Code == ErrorCatalogue.Unauthenticated ? CallerCheck.Unauthenticated
        : problem.Code == ErrorCatalogue.Forbidden ? CallerCheck.NotMember
        : problem.Code == ErrorCatalogue.IdentityUnavailable ? CallerCheck.Unknown
        : null;

    private static bool IsRefusal(ErrorCode code) =>
        code == ErrorCatalogue.Unauthenticated || code == ErrorCatalogue.Forbidden || code == ErrorCatalogue.TooManyRequests;

    private static string OutcomeOf(HttpContext context, Problem? problem) =>
        problem?.Code.Code ?? (context.Response.StatusCode is >= 200 and < 300 ? "done" : "unknown");

    private static AuditedCall CallOf(HttpContext context, Endpoint endpoint) => new(
        context.Features.Get<Caller>()?.Id ?? Unknown,
        AddressOf(context),
        context.Request.Method,
        endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName ?? Unknown,
        TopicOf(context));

    private static string AddressOf(HttpContext context) => context.Connection.RemoteIpAddress switch
    {
        null => Unknown,
        { IsIPv4MappedToIPv6: true } mapped => mapped.MapToIPv4().ToString(),
        var address => address.ToString(),
    };

    // What is no topic's name is the caller's own text.
    private static string TopicOf(HttpContext context) =>
        (context.Features.Get<RawPathFeature>()?.Values ?? context.Request.RouteValues)["topic"] is string topic && TopicName.FindFault(topic) is null ? topic : Unknown;
}
