// SPDX-License-Identifier: Apache-2.0

namespace Sluice.EndToEnd.Tests.Documentation;

/// <summary>The guides are walked through one after the other, on one Kafka.</summary>
[CollectionDefinition]
public sealed class GuideGroup : ICollectionFixture<GuideKafka>;
