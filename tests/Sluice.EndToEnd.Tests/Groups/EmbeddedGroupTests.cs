// SPDX-License-Identifier: Apache-2.0

using Sluice.Core;
using Sluice.Core.Embedded;
using Sluice.Core.Groups;

namespace Sluice.EndToEnd.Tests.Groups;

public sealed class EmbeddedGroupTests : GroupConsumerContract
{
    private readonly EmbeddedCluster _cluster = EmbeddedCluster.Start();

    protected override GroupProtocol Protocol => GroupProtocol.Classic;

    protected override Task<KafkaCluster> OpenAsync() => Task.FromResult(KafkaCluster.Open(_cluster));

    protected override async ValueTask DisposeClusterAsync()
    {
        await base.DisposeClusterAsync();
        _cluster.Dispose();
    }
}
