// SPDX-License-Identifier: Apache-2.0

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Sluice.Core;
using Sluice.Core.Errors;
using Sluice.Core.Records;
using Sluice.Core.Writing;
using Sluice.Gateway.Http.Requests;

namespace Sluice.Gateway.Features.Producer;

internal static class ProducerEndpoints
{
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGroup("/producer").WithTags("Producer").MapPost("/topics/{topic}", ProduceAsync);

    private static async Task ProduceAsync(HttpContext context, string topic, KafkaCluster kafka, JsonRequest json, Deadlines deadlines)
    {
        var isBinary = IsBinary(context.Request.Query);
        var records = await ProduceRequestReader.ReadAsync(json.Open(context), isBinary, context.RequestAborted);
        var results = await WriteAsync(kafka.Writer, topic, records, deadlines.Start(), context.RequestAborted);
        await ProduceAnswer.WriteAsync(context, results);
    }

    private static async Task<WriteResult[]> WriteAsync(
        RecordWriter writer, string topic, IReadOnlyList<NewRecord> records, Deadline deadline, CancellationToken cancellationToken)
    {
        try
        {
            return await writer.WriteAsync(topic, records, deadline.Remaining, cancellationToken);
        }
        catch (KafkaFailureException exception)
        {
            // Nothing was written: that is each record's result.
            var results = new WriteResult[records.Count];
            Array.Fill(results, new WriteResult { Partition = -1, Offset = -1, Failure = exception.Failure });
            return results;
        }
    }

    private static bool IsBinary(IQueryCollection query) => QueryParameters.Single(query, "format") switch
    {
        null => false,
        "binary" => true,
        _ => throw QueryParameters.Invalid("format", "must be binary or left out"),
    };
}
