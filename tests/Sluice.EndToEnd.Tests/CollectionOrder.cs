// SPDX-License-Identifier: Apache-2.0

using Sluice.EndToEnd.Tests;
using Sluice.EndToEnd.Tests.Documentation;
using Sluice.EndToEnd.Tests.Faults;
using Sluice.EndToEnd.Tests.Gateways;
using Sluice.EndToEnd.Tests.Groups;
using Sluice.EndToEnd.Tests.RealKafkaOnly;
using Sluice.EndToEnd.Tests.Samples;
using Sluice.EndToEnd.Tests.Security;
using Sluice.EndToEnd.Tests.Security.Limits;
using Sluice.Tests;

[assembly: TestCollectionOrderer(typeof(CollectionOrder))]

namespace Sluice.EndToEnd.Tests;

/// <summary>What takes minutes begins first. What waits stands beside what works.</summary>
public sealed class CollectionOrder() : LongestFirst(
    typeof(SlowClientTests), typeof(MutantCaseTests.OfWriters), typeof(GuideGroup), typeof(SecuredCommandTests), typeof(OutageTests), typeof(KilledBrokerTests),
    typeof(MemberFaultTests), typeof(SeveralGatewaysTests), typeof(MemoryTests), typeof(MutantCaseTests.OfSplitter), typeof(MutantCaseTests.OfEnricher),
    typeof(MutantCaseTests.OfEnricherInPython), typeof(MemberSessionTests), typeof(InSyncReplicaTests), typeof(RealKafkaLeg.Position), typeof(EmbeddedLeg.Position),
    typeof(RealKafkaLeg.CreateTopic), typeof(EmbeddedLeg.CreateTopic), typeof(RealKafkaLeg.DeleteTopic));
