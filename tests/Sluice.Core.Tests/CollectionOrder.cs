// SPDX-License-Identifier: Apache-2.0

using Sluice.Core.Tests;
using Sluice.Core.Tests.Reading;
using Sluice.Core.Tests.Topics;
using Sluice.Core.Tests.Writing;
using Sluice.Tests;

[assembly: TestCollectionOrderer(typeof(CollectionOrder))]

namespace Sluice.Core.Tests;

/// <summary>What takes long begins first.</summary>
public sealed class CollectionOrder() : LongestFirst(
    typeof(BrokerFaultTests), typeof(LeaderOutageTests), typeof(RecordReaderTests), typeof(TopicCatalogTests));
