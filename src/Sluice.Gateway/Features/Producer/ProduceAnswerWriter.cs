// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Sluice.Core.Errors;
using Sluice.Core.Writing;
using Sluice.Gateway.Http.Json;
using Sluice.Gateway.Http.Memory;
using Sluice.Gateway.Http.Problems;

namespace Sluice.Gateway.Features.Producer;

/// <summary>Answers what became of each record, in the request's order.</summary>
internal sealed class ProduceAnswerWriter(ILogger<ProduceAnswerWriter> logger)
{
    private static readonly JsonEncodedText Partition = JsonEncodedText.Encode("partition");
    private static readonly JsonEncodedText Offset = JsonEncodedText.Encode("offset");

    /// <summary>200 if every record is written, else the failure's own status with what was written and what was not.</summary>
    public Task WriteAsync(HttpContext context, WriteResult[] results) =>
        Array.Exists(results, r => r.Failure is not null) ? WriteFailuresAsync(context, results) : WriteSuccessAsync(context, results);

    private Task WriteFailuresAsync(HttpContext context, WriteResult[] results)
    {
        if (Array.Find(results, r => r.Failure is { } f && Problem.Of(f).Code == ErrorCatalogue.Internal).Failure is { } defect)
        {
            Log.RecordFailed(logger, defect.Detail, ProblemResponse.TraceId(context));
        }

        return ProblemResponse.WriteAsync(context, ProblemOf(results), body => WriteOffsetsAsync(body, results, context.RequestAborted));
    }

    private static async Task WriteSuccessAsync(HttpContext context, WriteResult[] results)
    {
        context.Response.ContentType = "application/json";
        using var body = new JsonBody(context.Response, RequestUsage.Of(context));
        body.Writer.WriteStartObject();
        await WriteOffsetsAsync(body, results, context.RequestAborted);
        body.Writer.WriteEndObject();
        await body.CompleteAsync(context.RequestAborted);
    }

    // The first failure that will not go away by itself decides, so "retryable" holds only if it holds for every record.
    private static Problem ProblemOf(WriteResult[] results)
    {
        var failed = Array.FindAll(results, r => r.Failure is not null);
        var index = Array.FindIndex(results, r => r.Failure is { IsRetryable: false });
        index = index < 0 ? Array.FindIndex(results, r => r.Failure is not null) : index;
        var problem = Problem.Of(results[index].Failure!);
        return Array.TrueForAll(results, r => r.Failure == failed[0].Failure)
            ? problem
            : problem with
            {
                Detail = $"{failed.Length} of {results.Length} records failed; \"offsets\" tells of each. Record {index}: {problem.Detail}",
            };
    }

    private static async ValueTask WriteOffsetsAsync(JsonBody body, WriteResult[] results, CancellationToken cancellationToken)
    {
        body.Writer.WriteStartArray("offsets");
        foreach (var result in results)
        {
            body.Writer.WriteStartObject();
            if (result.Failure is { } failure)
            {
                WriteError(body, failure, result.MayBeWritten);
            }
            else
            {
                body.Writer.WriteNumber(Partition, result.Partition);
                body.Writer.WriteNumber(Offset, result.Offset);
            }

            body.Writer.WriteEndObject();
            await body.FlushIfLargeAsync(cancellationToken);
        }

        body.Writer.WriteEndArray();
    }

    private static void WriteError(JsonBody body, KafkaFailure failure, bool mayBeWritten)
    {
        var problem = Problem.Of(failure);
        body.Writer.WriteStartObject("error");
        body.Writer.WriteString("code", problem.Code.Code);
        body.Writer.WriteString("detail", problem.Detail);
        body.Writer.WriteBoolean("retryable", problem.IsRetryable);
        body.Writer.WriteString("outcome", mayBeWritten ? "unknown" : "not-written");
        body.Writer.WriteEndObject();
    }
}
