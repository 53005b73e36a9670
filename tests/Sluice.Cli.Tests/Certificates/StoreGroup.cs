// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Cli.Tests.Certificates;

/// <summary>The tests that share one <see cref="StoreFixture"/>.</summary>
[CollectionDefinition(Name)]
public sealed class StoreGroup : ICollectionFixture<StoreFixture>
{
    public const string Name = "Certificates";
}
