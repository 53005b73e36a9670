// SPDX-License-Identifier: Apache-2.0

using Sluice.Cli.Serving;
using Sluice.Core;
using Sluice.Core.Embedded;
using Sluice.Core.Topics;

namespace Sluice.Cli.Tests.Serving;

public sealed class DemonstrationTests
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(9);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Topic_ShouldBeLeftAsItIs_WhenSomebodyHasCreatedIt()
    {
        using var embedded = EmbeddedCluster.Start();
        await using var kafka = KafkaCluster.Open(embedded);
        await kafka.Topics.CreateAsync(new NewTopic(Demonstration.Topic) { PartitionCount = 5 }, Timeout, Token);

        await new Demonstration(kafka, TimeProvider.System).CreateTopicAsync(Token);

        (await kafka.Topics.DescribeAsync(Demonstration.Topic, Timeout, Token)).Partitions.Count.ShouldBe(5);
    }
}
