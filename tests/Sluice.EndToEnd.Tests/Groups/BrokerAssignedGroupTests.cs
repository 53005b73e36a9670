// SPDX-License-Identifier: Apache-2.0

using Sluice.Core.Groups;
using Sluice.EndToEnd.Tests.Clusters;

namespace Sluice.EndToEnd.Tests.Groups;

/// <summary>The same with the group protocol of KIP-848.</summary>
public sealed class BrokerAssignedGroupTests(RealKafka kafka) : ClassicGroupTests(kafka)
{
    protected override GroupProtocol Protocol => GroupProtocol.Consumer;
}
