// SPDX-License-Identifier: Apache-2.0

using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Sluice.Core.Errors;

namespace Sluice.Core.Groups.Administration;

/// <summary>What is wrong when a call about groups fails.</summary>
internal static class GroupErrors
{
    /// <summary>The error in the report of a call, whose exception's own only says that there is one.</summary>
    public static Error Of(KafkaException exception) => exception switch
    {
        ListConsumerGroupsException e => e.Results.Errors.First(),
        DescribeConsumerGroupsException e => First(e.Results.ConsumerGroupDescriptions.Select(group => group.Error)),
        ListConsumerGroupOffsetsException e => First(
            e.Results.SelectMany(group => group.Partitions.Select(partition => partition.Error).Prepend(group.Error))),
        AlterConsumerGroupOffsetsException e => First(
            e.Results.SelectMany(group => group.Partitions.Select(partition => partition.Error).Prepend(group.Error))),
        DeleteGroupsException e => First(e.Results.Select(group => group.Error)),
        _ => exception.Error,
    };

    /// <summary>Adds what to do, where the broker only says no.</summary>
    public static KafkaFailure Advise(Error error, KafkaFailure failure) => error.Code == ErrorCode.GroupAuthorizationFailed
        ? failure with
        {
            Detail = failure.Detail.TrimEnd('.') + ": ask whoever runs the cluster to allow your login Describe, Read or Delete on this group.",
        }
        : failure;

    private static Error First(IEnumerable<Error> errors) => errors.First(error => error.IsError);
}
