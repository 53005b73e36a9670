// SPDX-License-Identifier: Apache-2.0

using Sluice.EndToEnd.Tests;
using Sluice.EndToEnd.Tests.Documentation;
using Sluice.EndToEnd.Tests.Faults;
using Sluice.EndToEnd.Tests.Gateways;
using Sluice.EndToEnd.Tests.Groups;
using Sluice.EndToEnd.Tests.Samples;
using Sluice.EndToEnd.Tests.Security;
using Sluice.EndToEnd.Tests.Security.Limits;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(LongestFirst))]

namespace Sluice.EndToEnd.Tests;

/// <summary>What takes minutes begins first, so that nothing is left to run alone at the end. What waits stands beside what works.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Longest =
    [
        typeof(SlowClientTests).FullName!, typeof(MutantCaseTests.OfWriters).FullName!, typeof(GuideGroup).FullName!, typeof(SecuredCommandTests).FullName!, typeof(OutageTests).FullName!,
        typeof(MemberFaultTests).FullName!, typeof(SeveralGatewaysTests).FullName!, typeof(MemoryTests).FullName!,
    ];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection => [.. testCollections.OrderBy(Rank)];

    private static int Rank<TTestCollection>(TTestCollection collection)
        where TTestCollection : ITestCollection
    {
        var rank = Array.FindIndex(Longest, name => collection.TestCollectionDisplayName.Contains(name, StringComparison.Ordinal));
        return rank < 0 ? Longest.Length : rank;
    }
}
