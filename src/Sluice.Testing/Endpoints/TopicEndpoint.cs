// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Text;
using Sluice.Core;
using Sluice.Core.Errors;
using Sluice.Core.Records;
using Sluice.Testing.Pipelines;
using Sluice.Testing.Taps;

namespace Sluice.Testing.Endpoints;

/// <summary>A topic, with the one tap that all cases read.</summary>
internal sealed class TopicEndpoint(EndpointDefinition definition, KafkaCluster cluster, TopicTap tap) : IEndpoint
{
    public EndpointDefinition Definition => definition;

    public KafkaCluster Cluster => cluster;

    public TopicTap Tap => tap;

    public string Topic => tap.Topic;

    public async Task<IEndpointView> BeginAsync(CaseContext context, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var bookmark = await tap.GetEndsAsync(timeout, cancellationToken).ConfigureAwait(false);
        return new TopicView(this, tap.Memory, bookmark, context, token => tap.GetEndsAsync(timeout, token)).Begin();
    }

    public async Task<string> SendAsync(CaseContext context, Outgoing outgoing, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var isLane = context.Lane is not null && IsInLanes(context);
        var record = new NewRecord
        {
            Key = (outgoing.Key ?? (definition.Id?.Text == "key" ? context.Id : null)) is { } key ? Encoding.UTF8.GetBytes(key) : null,
            Value = Payload.Of(outgoing),
            Partition = outgoing.Partition ?? (isLane ? context.Lane : null),
            Headers = [.. WithId(outgoing.Headers, context).Select(header => new RecordHeader(header.Key, header.Value is { } value ? Encoding.UTF8.GetBytes(value) : null))],
        };
        var results = await cluster.Writer.WriteAsync(Topic, [record], timeout, cancellationToken).ConfigureAwait(false);
        return results[0].Failure is { } failure ? throw new KafkaFailureException(failure)
            : string.Create(CultureInfo.InvariantCulture, $"{definition.Name}-{results[0].Partition}@{results[0].Offset}");
    }

    /// <summary>Whether the topic's partitions are those of the lanes: then a lane's key leads to its partition here too.</summary>
    public bool IsInLanes(CaseContext context) => tap.PartitionCount == context.LanePartitions;

    public ValueTask DisposeAsync() => tap.DisposeAsync();

    // What carries the id is filled in where the case says nothing else.
    private IEnumerable<KeyValuePair<string, string?>> WithId(IReadOnlyList<KeyValuePair<string, string?>> headers, CaseContext context)
    {
        const string header = "header:";
        var name = definition.Id?.Text is { } id && id.StartsWith(header, StringComparison.Ordinal) ? id[header.Length..] : null;
        return name is null || headers.Any(one => one.Key == name) ? headers : [.. headers, KeyValuePair.Create(name, (string?)context.Id)];
    }
}
