// SPDX-License-Identifier: Apache-2.0

using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Sluice.Core.Errors;
using Sluice.Gateway.Http.Requests;

namespace Sluice.Gateway.Http.Problems;

/// <summary>Turns whatever ends a request badly into a problem; a client that hung up gets nothing and is no error.</summary>
internal sealed class ProblemMiddleware(RequestDelegate next, ILogger<ProblemMiddleware> logger)
{
    private const int ClientClosedRequest = 499;

    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
            await CompleteBareStatusAsync(context);
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            HangUp(context);
        }
        catch (Exception exception) when (exception is ConnectionResetException or ConnectionAbortedException)
        {
            HangUp(context);
        }
        catch (Exception exception)
        {
            await AnswerAsync(context, exception);
        }

        if (context.Response.StatusCode >= 400)
        {
            await UnreadBody.DropAsync(context);
        }
    }

    private static void HangUp(HttpContext context)
    {
        if (!context.Response.HasStarted)
        {
            context.Response.StatusCode = ClientClosedRequest;
        }
    }

    private static Task CompleteBareStatusAsync(HttpContext context)
    {
        var response = context.Response;
        if (response.HasStarted || response.StatusCode < 400 || response.ContentType is not null)
        {
            return Task.CompletedTask;
        }

        if (response.StatusCode == StatusCodes.Status405MethodNotAllowed)
        {
            return AnswerOtherMethodAsync(context);
        }

        var code = ErrorCatalogue.For(response.StatusCode);
        return ProblemResponse.WriteAsync(context, new Problem(code, code == ErrorCatalogue.NotFound
            ? "No operation has this path; /openapi/v1.json lists all of them."
            : code.Title + "."));
    }

    // Routing answers 405 with Allow for every verb a path does not have, OPTIONS too.
    private static Task AnswerOtherMethodAsync(HttpContext context)
    {
        context.Response.Headers.Allow = $"{context.Response.Headers.Allow}, {HttpMethods.Options}";
        if (HttpMethods.IsOptions(context.Request.Method))
        {
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return Task.CompletedTask;
        }

        return ProblemResponse.WriteAsync(
            context, new Problem(ErrorCatalogue.MethodNotAllowed, $"This path is there for {context.Response.Headers.Allow}."));
    }

    private async Task AnswerAsync(HttpContext context, Exception exception)
    {
        var problem = exception switch
        {
            ProblemException failure => failure.Problem,
            KafkaFailureException failure => Problem.Of(failure.Failure),
            BadHttpRequestException failure => new Problem(ErrorCatalogue.For(failure.StatusCode), failure.Message),
            _ => Problem.Internal(),
        };
        if (problem.Code == ErrorCatalogue.Internal)
        {
            Log.RequestFailed(logger, context.Request.Method, ProblemResponse.TraceId(context), exception);
        }

        if (context.Response.HasStarted)
        {
            // Half an answer must not look like a whole one.
            Log.AnswerCutOff(logger, problem.Code.Code, ProblemResponse.TraceId(context));
            context.Abort();
            return;
        }

        context.Response.Clear();
        try
        {
            await ProblemResponse.WriteAsync(context, problem);
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client hung up on its problem.
        }
    }
}
