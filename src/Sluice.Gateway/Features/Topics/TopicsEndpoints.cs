// SPDX-License-Identifier: Apache-2.0

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Sluice.Core;
using Sluice.Gateway.Http.Requests;

namespace Sluice.Gateway.Features.Topics;

internal static class TopicsEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var topics = api.MapGroup("/topics").WithTags("Topics");
        topics.MapPut("/{topic}", CreateAsync);
        topics.MapDelete("/{topic}", DeleteAsync);
    }

    private static async Task<Ok<CreatedTopicAnswer>> CreateAsync(
        HttpContext context, string topic, KafkaCluster kafka, JsonRequest json, Deadlines deadlines)
    {
        var request = await TopicRequestReader.ReadAsync(topic, json.Open(context), context.RequestAborted);
        var created = await kafka.Topics.CreateAsync(request, deadlines.Start().Remaining, context.RequestAborted);
        return TypedResults.Ok(new CreatedTopicAnswer(created.Name, created.Partitions.Count, created.Partitions[0].Replicas.Count));
    }

    private static async Task<Ok<DeletedTopicAnswer>> DeleteAsync(
        string topic, KafkaCluster kafka, Deadlines deadlines, CancellationToken cancellationToken)
    {
        await kafka.Topics.DeleteAsync(topic, deadlines.Start().Remaining, cancellationToken);
        return TypedResults.Ok(new DeletedTopicAnswer(topic));
    }
}
