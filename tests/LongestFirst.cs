// SPDX-License-Identifier: Apache-2.0

using Xunit.Sdk;
using Xunit.v3;

namespace Sluice.Tests;

/// <summary>What takes long begins first, in this order, so that nothing is left to run alone at the end.</summary>
public abstract class LongestFirst(params Type[] longest) : ITestCollectionOrderer
{
    private readonly string[] _longest = [.. longest.Select(type => type.FullName!)];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection => [.. testCollections.OrderBy(collection => Rank(collection.TestCollectionDisplayName))];

    private int Rank(string collection)
    {
        var rank = Array.FindIndex(_longest, name => collection.Contains(name, StringComparison.Ordinal));
        return rank < 0 ? _longest.Length : rank;
    }
}
