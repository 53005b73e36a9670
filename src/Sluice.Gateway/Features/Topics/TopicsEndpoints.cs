// SPDX-License-Identifier: Apache-2.0

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Sluice.Core;
using Sluice.Gateway.Http.OpenApi;
using Sluice.Gateway.Http.Problems;
using Sluice.Gateway.Http.Requests;
using Sluice.Gateway.Security.Policies;

namespace Sluice.Gateway.Features.Topics;

internal static class TopicsEndpoints
{
    private const string RequestExample =
        """{"partition_count":3,"replication_factor":3,"topic_properties":{"retention.ms":604800000,"min.insync.replicas":"2"}}""";

    public static void Map(IEndpointRouteBuilder api)
    {
        var topics = api.MapGroup("/topics").WithTags("Topics");
        topics.MapPut("/{topic}", CreateAsync)
            .WithName("CreateTopic").WithSummary("Create a topic")
            .WithDescription(
                "Answers once every partition has a leader. What is left out is the cluster's default; so is everything without a body.")
            .TopicParameter().Needs(TopicOperation.Create)
            .JsonBody<CreateTopicRequest>(isRequired: false, "What the topic shall be like.", RequestExample)
            .AnswerExample("The topic is there.", """{"topic":"orders","partition_count":3,"replication_factor":3}""")
            .Fails(
                ErrorCatalogue.MalformedJson, ErrorCatalogue.RequestTimeout, ErrorCatalogue.TopicExists,
                ErrorCatalogue.TopicBeingDeleted, ErrorCatalogue.RequestTooLarge, ErrorCatalogue.UnsupportedMediaType,
                ErrorCatalogue.InvalidRequest, ErrorCatalogue.InvalidTopic);
        topics.MapDelete("/{topic}", DeleteAsync)
            .WithName("DeleteTopic").WithSummary("Delete a topic")
            .WithDescription("Answers once the topic is gone from the metadata. Its records are gone for good.")
            .TopicParameter().Needs(TopicOperation.Delete)
            .AnswerExample("The topic is gone.", """{"topic":"orders"}""")
            .Fails(ErrorCatalogue.TopicNotFound, ErrorCatalogue.TopicBeingDeleted, ErrorCatalogue.InvalidTopic);
    }

    private static async Task<Ok<CreatedTopicAnswer>> CreateAsync(
        HttpContext context, string topic, KafkaCluster kafka, JsonRequest json, Deadlines deadlines)
    {
        var request = await TopicRequestReader.ReadAsync(topic, await json.OpenAsync(context), context.RequestAborted);
        var created = await kafka.Topics.CreateAsync(request, deadlines.Start(context).Remaining, context.RequestAborted);
        return TypedResults.Ok(new CreatedTopicAnswer(created.Name, created.Partitions.Count, created.Partitions[0].Replicas.Count));
    }

    private static async Task<Ok<DeletedTopicAnswer>> DeleteAsync(
        HttpContext context, string topic, KafkaCluster kafka, Deadlines deadlines, CancellationToken cancellationToken)
    {
        await kafka.Topics.DeleteAsync(topic, deadlines.Start(context).Remaining, cancellationToken);
        return TypedResults.Ok(new DeletedTopicAnswer(topic));
    }
}
