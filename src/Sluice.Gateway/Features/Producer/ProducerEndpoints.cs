// SPDX-License-Identifier: Apache-2.0

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.OpenApi;
using Sluice.Core;
using Sluice.Core.Errors;
using Sluice.Core.Records;
using Sluice.Core.Writing;
using Sluice.Gateway.Http;
using Sluice.Gateway.Http.Memory;
using Sluice.Gateway.Http.OpenApi;
using Sluice.Gateway.Http.Problems;
using Sluice.Gateway.Http.Requests;
using Sluice.Gateway.Security.Policies;

namespace Sluice.Gateway.Features.Producer;

internal static class ProducerEndpoints
{
    private const string Description = """
        Writes the records and answers when every one is acknowledged by all in-sync replicas. The whole request is checked first: if
        anything is wrong in it, nothing is written and the problem has a JSON pointer for each fault. If a record could not be
        written, the status is that failure's own and the problem has `offsets`, one entry a record in order:
        `{"partition":…,"offset":…}` or `{"error":{"code":…,"detail":…,"retryable":…,"outcome":"not-written"|"unknown"}}`.
        """;

    private const string RequestExample = """
        {"records":[{"key":"k-1","value":"text"},{"value":{"total":10.50},"partition":0,
        "headers":[{"key":"source","value":"shop"}],"timestamp":1700000000000},{"key":"k-1","value":null}]}
        """;

    private const string AnswerExample =
        """{"offsets":[{"partition":2,"offset":12},{"partition":0,"offset":7},{"partition":2,"offset":13}]}""";

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGroup("/producer").WithTags("Producer").MapPost("/topics/{topic}", ProduceAsync)
            .WithName("Produce").WithSummary("Write records").WithDescription(Description)
            .TopicParameter().Needs(TopicOperation.Write)
            .QueryParameter(
                "format",
                "`binary`: strings in keys, values and header values are base64 of the bytes.",
                new OpenApiSchema { Type = JsonSchemaType.String, Enum = ["binary"] })
            .JsonBody<ProduceRequest>(isRequired: true, "The records.", RequestExample)
            .Produces<ProduceAnswer>()
            .AnswerExample("Every record is written.", AnswerExample)
            .Fails(
                ErrorCatalogue.MalformedJson, ErrorCatalogue.InvalidParameter, ErrorCatalogue.TopicNotFound,
                ErrorCatalogue.PartitionNotFound, ErrorCatalogue.RequestTimeout, ErrorCatalogue.RequestTooLarge,
                ErrorCatalogue.RecordTooLarge, ErrorCatalogue.UnsupportedMediaType, ErrorCatalogue.InvalidRequest,
                ErrorCatalogue.InvalidTopic, ErrorCatalogue.InvalidRecord, ErrorCatalogue.NotEnoughReplicas);

    private static async Task ProduceAsync(
        HttpContext context, string topic, KafkaCluster kafka, JsonRequest json, Deadlines deadlines, ProduceAnswerWriter answer)
    {
        var isBinary = IsBinary(context.Request.Query);
        var records = await ProduceRequestReader.ReadAsync(await json.OpenAsync(context), isBinary, context.RequestAborted);
        var results = context.Features.Get<HiddenTopic>() is null
            ? await WriteAsync(kafka.Writer, topic, records, deadlines.Start(context), context.RequestAborted)
            : NotWritten(records.Count, HiddenTopic.Failure());
        if (Array.TrueForAll(results, result => result.Failure is null))
        {
            // Every one is acknowledged. What is not is still looked at when its acknowledgement comes late.
            records.GiveBack();
        }

        await answer.WriteAsync(context, results);
    }

    private static async Task<WriteResult[]> WriteAsync(
        RecordWriter writer, string topic, PooledList<NewRecord> records, Deadline deadline, CancellationToken cancellationToken)
    {
        try
        {
            return await writer.WriteAsync(topic, records, deadline.Remaining, cancellationToken);
        }
        catch (KafkaFailureException exception) when (exception.Failure.Code != FailureCode.Internal)
        {
            return NotWritten(records.Count, exception);
        }
    }

    // Nothing was written: that is each record's result.
    private static WriteResult[] NotWritten(int records, KafkaFailureException exception)
    {
        var results = new WriteResult[records];
        Array.Fill(results, new WriteResult { Partition = -1, Offset = -1, Failure = exception.Failure });
        return results;
    }

    private static bool IsBinary(IQueryCollection query) => QueryParameters.Single(query, "format") switch
    {
        null => false,
        "binary" => true,
        _ => throw QueryParameters.Invalid("format", "must be binary or left out"),
    };
}
