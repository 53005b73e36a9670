// SPDX-License-Identifier: Apache-2.0

using Sluice.Core;
using Sluice.Core.Connections;
using Sluice.Core.Groups;
using Sluice.EndToEnd.Tests.Clusters;

namespace Sluice.EndToEnd.Tests.Groups;

public class ClassicGroupTests(RealKafka kafka) : GroupConsumerContract
{
    protected override GroupProtocol Protocol => GroupProtocol.Classic;

    protected override async Task<KafkaCluster> OpenAsync() =>
        KafkaCluster.Open(new KafkaConnectionOptions { BootstrapServers = await kafka.GetBootstrapServersAsync(Cancellation) });
}
