// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;
using Sluice.Core;
using Sluice.Core.Errors;
using Sluice.Core.Reading;
using Sluice.Gateway.Hosting;
using Sluice.Gateway.Http;
using Sluice.Gateway.Http.Memory;
using Sluice.Gateway.Http.OpenApi;
using Sluice.Gateway.Http.Problems;
using Sluice.Gateway.Http.Requests;
using Sluice.Gateway.Security.Policies;

namespace Sluice.Gateway.Features.Consumer;

internal static class ConsumerEndpoints
{
    private const string Description = """
        Answers what is there from `offset` on: up to `count` records or `max_bytes`, whichever comes first, and always at least one
        record if there is one, however large it is. An empty answer means the readable end. The header `NextOffset` has the offset to
        ask for next: a client that follows it gets every record once. No session is kept.
        """;

    // What who has waited for memory gets at least, so that he does not wait for each record.
    private const long FirstBytes = 64 * 1024;

    private const string Example = """
        {"records":[{"key":"k-1","value":"{\"total\":10.50}","partition":0,"offset":12,
        "timestamp":1700000000000,"timestampType":"CreateTime","headers":[{"key":"source","value":"shop"}]}]}
        """;

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGroup("/consumer").WithTags("Consumer")
            .MapMethods("/topics/{topic}/partitions/{partition}/offsets/{offset}", HttpVerbs.GetOrHead, ConsumeAsync)
            .WithName("Consume").WithSummary("Read records").WithDescription(Description)
            .TopicParameter().PartitionParameter().Needs(TopicOperation.Read)
            .PathParameter("offset", "An offset, `earliest`, `latest`, or `time:` and milliseconds since the Unix epoch.", Text(), "12")
            .QueryParameter(
                "count",
                $"At most that many records; an answer never has more than {ConsumeParameters.MaxRecords}.",
                Integer(1, int.MaxValue, 1))
            .QueryParameter("timeout", "Milliseconds to wait for the first record if there is none yet.", Integer(0, 30_000, 0))
            .QueryParameter(
                "max_bytes",
                "At most that many bytes of keys, values and headers.",
                Integer(1, ConsumeParameters.MaxBytes, ConsumeParameters.MaxBytes))
            .QueryParameter(
                "format",
                "`binary`: keys, values and header values are base64. `json`: a value that is one JSON text is embedded as JSON. "
                    + "Left out: UTF-8 is a string, anything else base64, and the record says so.",
                new OpenApiSchema { Type = JsonSchemaType.String, Enum = ["binary", "json"] })
            .WithMetadata(new LongPoll("timeout"))
            .Produces<ConsumeAnswer>()
            .AnswerExample("The records; `NextOffset` in the headers.", Example)
            .AnswerHeader("NextOffset", "The offset to ask for next.", Integer(0, long.MaxValue, null))
            .Fails(
                ErrorCatalogue.InvalidParameter, ErrorCatalogue.TopicNotFound, ErrorCatalogue.PartitionNotFound,
                ErrorCatalogue.OffsetOutOfRange, ErrorCatalogue.InvalidTopic, ErrorCatalogue.RecordTooLarge);

    private static OpenApiSchema Text() => new() { Type = JsonSchemaType.String };

    private static OpenApiSchema Integer(long min, long max, long? missing) => new()
    {
        Type = JsonSchemaType.Integer,
        Minimum = min.ToString(CultureInfo.InvariantCulture),
        Maximum = max.ToString(CultureInfo.InvariantCulture),
        Default = missing,
    };

    private static async Task ConsumeAsync(
        HttpContext context,
        string topic,
        string partition,
        string offset,
        KafkaCluster kafka,
        Deadlines deadlines,
        IOptions<GatewayOptions> options)
    {
        var parameters = ConsumeParameters.Parse(topic, partition, offset, context.Request.Query, options.Value.MaxWait);
        var result = await ReadAsync(kafka.Reader, parameters.Request, deadlines.Start(context), RequestUsage.Of(context), context.RequestAborted);
        await ConsumeAnswerWriter.WriteAsync(context, result, parameters.Format, options.Value.BareRecordArray);
    }

    // The answer is as long as there is memory for it: a client that follows NextOffset gets the rest with its next requests. Who gets none for his
    // first record waits for it, once.
    private static async Task<ReadResult> ReadAsync(
        RecordReader reader, ReadRequest request, Deadline deadline, RequestUsage usage, CancellationToken cancellationToken)
    {
        for (var mayWait = true; ; mayWait = false)
        {
            Problem? refused = null;
            var wanted = 0L;
            try
            {
                return await reader.ReadAsync(request with { TryKeep = TryKeep }, deadline.Remaining, cancellationToken);
            }
            catch (KafkaFailureException exception) when (exception.Failure.Code == FailureCode.Overloaded && refused is not null)
            {
                if (refused.Code == ErrorCatalogue.RequestTooLarge)
                {
                    throw new ProblemException(
                        ErrorCatalogue.RecordTooLarge, $"{exception.Failure.Detail} No request ever has that much: raise Limits:MemoryBudget.");
                }

                if (!mayWait)
                {
                    throw new ProblemException(refused);
                }
            }

            await usage.ReserveAsync(Math.Min(Math.Max(wanted, FirstBytes), usage.Limit), cancellationToken);

            bool TryKeep(long bytes)
            {
                (wanted, refused) = (bytes, usage.TryHold(bytes));
                return refused is null;
            }
        }
    }
}
