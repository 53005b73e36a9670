// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Core.Tests.Connections.Stores;

/// <summary>The tests that share one <see cref="StoreFolder"/>, as it takes seconds to make.</summary>
[CollectionDefinition(Name)]
public sealed class StoreGroup : ICollectionFixture<StoreFolder>
{
    public const string Name = "Stores";
}
