// SPDX-License-Identifier: Apache-2.0

using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace Sluice.Core.Groups.Administration;

/// <summary>Finds what is wrong in the reports of calls about groups: their exceptions' own error only says that there is one.</summary>
internal static class GroupErrors
{
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

    private static Error First(IEnumerable<Error> errors) => errors.First(error => error.IsError);
}
