// SPDX-License-Identifier: Apache-2.0

using System.Net;

namespace Sluice.Testing.Http;

/// <summary>Serves one request: reads it, finds its rule, remembers it, and answers.</summary>
internal sealed class StubExchange(StubRules rules, StubMemory memory, StubServerOptions options)
{
    /// <param name="context">The request.</param>
    /// <param name="closing">From when on no new request is served, and no connection kept.</param>
    /// <param name="stop">From when on not even those under way are.</param>
    public async Task ServeAsync(HttpListenerContext context, CancellationToken closing, CancellationToken stop)
    {
        try
        {
            closing.ThrowIfCancellationRequested();
            var (request, problem) = await ReadAsync(context.Request, stop).ConfigureAwait(false);
            var isWhole = problem is null;
            StubRule? rule = null;
            if (isWhole)
            {
                (rule, var unmatched) = rules.Take(request);
                problem = rule is null ? StubProblem.NoRule(request, unmatched) : null;
            }

            memory.Add(request with
            {
                AnsweredBy = rule?.Name,
                CaseId = request.CaseId ?? (options.Id is null ? rule?.CaseId : null),
                Problem = problem?.Text,
            });
            await Task.Delay(rule?.Delay ?? TimeSpan.Zero, options.Time, stop).ConfigureAwait(false);
            using var bound = new Deadline(options.TransferTimeout, options.Time, stop);
            if (!isWhole || closing.IsCancellationRequested)
            {
                // What is left of its body cannot be told from a next request; and the next one would not be served.
                context.Response.KeepAlive = false;
            }

            await WriteAsync(context, rule?.Answer ?? problem!.ToAnswer(options.Secrets.Hide), bound.Token).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // Whatever went wrong with one client, the stub serves the next one.
            End(context.Response);
        }
    }

    private async Task<(StubRequest Request, StubProblem? Problem)> ReadAsync(HttpListenerRequest request, CancellationToken stop)
    {
        byte[]? body = null;
        StubProblem? problem;
        using var bound = new Deadline(options.TransferTimeout, options.Time, stop);
        try
        {
            body = await StubBody.ReadAsync(request.InputStream, bound.Token).ConfigureAwait(false);
            problem = body is null ? StubProblem.TooLarge : null;
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            problem = StubProblem.TooSlow(options.TransferTimeout);
        }
        catch (Exception exception) when (exception is HttpListenerException or IOException)
        {
            problem = StubProblem.BrokenOff;
        }

        return (StubRequestReader.Read(request, body ?? [], options), problem);
    }

    private static async Task WriteAsync(HttpListenerContext context, StubAnswer answer, CancellationToken cancellationToken)
    {
        var response = context.Response;
        response.StatusCode = answer.Status;
        response.ContentType = answer.Body?.MediaType;
        foreach (var name in answer.Headers.Select(header => header.Key))
        {
            response.Headers.Remove(name);
        }

        foreach (var (name, value) in answer.Headers)
        {
            response.Headers.Add(name, value);
        }

        var body = context.Request.HttpMethod == "HEAD" || answer.Status is 204 or 304 ? [] : answer.Body?.Bytes ?? [];
        // Else the listener would answer in chunks where the request is, even if there must be no body.
        response.ContentLength64 = body.Length;
        if (body.Length > 0)
        {
            await response.OutputStream.WriteAsync(body, cancellationToken).AsTask().WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        response.Close();
    }

    // The listener sends what it has when it is told to abort, which is not to be taken for an answer of a rule.
    private static void End(HttpListenerResponse response)
    {
        try
        {
            response.StatusCode = (int)HttpStatusCode.ServiceUnavailable;
        }
        catch (Exception gone) when (gone is ObjectDisposedException or InvalidOperationException)
        {
            // Part of an answer is there already.
        }

        try
        {
            response.Abort();
        }
        catch (Exception gone) when (gone is HttpListenerException or ObjectDisposedException or InvalidOperationException or IOException)
        {
            // There is nobody left to be cut off.
        }
    }
}
