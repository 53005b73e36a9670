// SPDX-License-Identifier: Apache-2.0

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.OpenApi;
using Sluice.Core;
using Sluice.Core.Errors;
using Sluice.Core.Topics;
using Sluice.Gateway.Http;
using Sluice.Gateway.Http.OpenApi;
using Sluice.Gateway.Http.Problems;
using Sluice.Gateway.Http.Requests;
using Sluice.Gateway.Security.Callers;
using Sluice.Gateway.Security.Policies;

namespace Sluice.Gateway.Features.Metadata;

internal static class MetadataEndpoints
{
    private const string BrokerExample = """{"hostName":"kafka-1","port":9092,"id":1,"rack":null}""";

    private const string PartitionExample = $$"""
        {"partition_id":0,"earliest_offset":0,"latest_offset":10,
        "leader":{{BrokerExample}},"replicas":[{{BrokerExample}}],"isr":[{{BrokerExample}}]}
        """;

    public static void Map(IEndpointRouteBuilder api)
    {
        var metadata = api.MapGroup("/metadata").WithTags("Metadata");
        metadata.MapMethods("/brokers", HttpVerbs.GetOrHead, ListBrokersAsync)
            .WithName("ListBrokers").WithSummary("Brokers")
            .WithDescription("The brokers of the cluster, by id.")
            .AnswerExample("The brokers.", $$"""{"brokers":[{{BrokerExample}}]}""");
        metadata.MapMethods("/topics", HttpVerbs.GetOrHead, ListTopicsAsync)
            .WithName("ListTopics").WithSummary("Topics")
            .WithDescription("The names of all topics that the caller may know of, in ordinal order; internal ones (`__…`) only if asked for.")
            .QueryParameter("internal", "Whether internal topics are listed.", new() { Type = JsonSchemaType.Boolean, Default = false })
            .AnswerExample("The topics.", """{"topics":["audit","orders"]}""")
            .Fails(ErrorCatalogue.InvalidParameter);
        metadata.MapMethods("/topics/{topic}/partitions", HttpVerbs.GetOrHead, ListPartitionsAsync)
            .WithName("ListPartitions").WithSummary("Partitions of a topic")
            .WithDescription("All partitions with their offsets, leader and replicas.")
            .TopicParameter().Needs(TopicOperation.Describe)
            .AnswerExample("The partitions.", $$"""{"topic":"orders","partitions":[{{PartitionExample}}]}""")
            .Fails(ErrorCatalogue.TopicNotFound, ErrorCatalogue.InvalidTopic);
        metadata.MapMethods("/topics/{topic}/partitions/{partition}", HttpVerbs.GetOrHead, GetPartitionAsync)
            .WithName("GetPartition").WithSummary("One partition")
            .WithDescription("The partition with its offsets, leader and replicas; `latest_offset` is the high watermark.")
            .TopicParameter().PartitionParameter().Needs(TopicOperation.Describe)
            .AnswerExample("The partition.", PartitionExample)
            .Fails(
                ErrorCatalogue.InvalidParameter, ErrorCatalogue.TopicNotFound, ErrorCatalogue.PartitionNotFound,
                ErrorCatalogue.InvalidTopic);
    }

    private static async Task<Ok<BrokersAnswer>> ListBrokersAsync(
        HttpContext context, KafkaCluster kafka, Deadlines deadlines, CancellationToken cancellationToken)
    {
        var brokers = await kafka.Topics.GetBrokersAsync(deadlines.Start(context).Remaining, cancellationToken);
        return TypedResults.Ok(new BrokersAnswer([.. brokers.Select(AnswerOf)]));
    }

    private static async Task<Ok<TopicsAnswer>> ListTopicsAsync(
        HttpContext context, KafkaCluster kafka, TopicPolicy policy, Deadlines deadlines, CancellationToken cancellationToken)
    {
        var includeInternal = QueryParameters.Flag(context.Request.Query, "internal");
        var topics = await kafka.Topics.ListAsync(includeInternal, deadlines.Start(context).Remaining, cancellationToken);
        return TypedResults.Ok(new TopicsAnswer(policy.Visible(context.Features.GetRequiredFeature<Caller>(), topics)));
    }

    private static async Task<Ok<PartitionsAnswer>> ListPartitionsAsync(
        HttpContext context, string topic, KafkaCluster kafka, Deadlines deadlines, CancellationToken cancellationToken)
    {
        var deadline = deadlines.Start(context);
        var description = await kafka.Topics.DescribeAsync(topic, deadline.Remaining, cancellationToken);
        return TypedResults.Ok(new PartitionsAnswer(
            topic, await WithOffsetsAsync(kafka.Topics, topic, description.Partitions, deadline, cancellationToken)));
    }

    private static async Task<Ok<PartitionAnswer>> GetPartitionAsync(
        HttpContext context, string topic, string partition, KafkaCluster kafka, Deadlines deadlines, CancellationToken cancellationToken)
    {
        var number = PartitionParameter.Parse(partition);
        var deadline = deadlines.Start(context);
        var description = await kafka.Topics.DescribeAsync(topic, deadline.Remaining, cancellationToken);
        var found = description.Partitions.FirstOrDefault(p => p.Partition == number)
            ?? throw new KafkaFailureException(
                FailureCode.PartitionNotFound,
                $"Topic \"{topic}\" has {description.Partitions.Count} partitions, from 0; there is no {number}.");
        var answers = await WithOffsetsAsync(kafka.Topics, topic, [found], deadline, cancellationToken);
        return TypedResults.Ok(answers[0]);
    }

    private static async Task<IReadOnlyList<PartitionAnswer>> WithOffsetsAsync(
        TopicCatalog topics,
        string topic,
        IReadOnlyList<PartitionDescription> partitions,
        Deadline deadline,
        CancellationToken cancellationToken)
    {
        var offsets = await topics.GetOffsetsAsync(topic, [.. partitions.Select(p => p.Partition)], deadline.Remaining, cancellationToken);
        return [.. partitions.Zip(offsets, AnswerOf)];
    }

    private static PartitionAnswer AnswerOf(PartitionDescription partition, PartitionOffsets offsets) => new(
        partition.Partition,
        offsets.Earliest,
        offsets.Latest,
        partition.Leader is null ? null : AnswerOf(partition.Leader),
        [.. partition.Replicas.Select(AnswerOf)],
        [.. partition.InSyncReplicas.Select(AnswerOf)]);

    private static BrokerAnswer AnswerOf(BrokerDescription broker) => new(broker.Host, broker.Port, broker.Id, broker.Rack);
}
