// SPDX-License-Identifier: Apache-2.0

using System.Collections.Concurrent;

namespace Sluice.TestIdentity;

/// <summary>How often the provider was asked. Thread-safe.</summary>
public sealed class RequestCounts
{
    private readonly ConcurrentDictionary<string, int> _byPath = new(StringComparer.OrdinalIgnoreCase);

    public int Total => _byPath.Values.Sum();

    /// <summary>Requests whose path ends so.</summary>
    public int To(string pathEnd) => _byPath.Where(pair => pair.Key.EndsWith(pathEnd, StringComparison.OrdinalIgnoreCase)).Sum(pair => pair.Value);

    internal void Add(string path) => _byPath.AddOrUpdate(path, 1, (_, count) => count + 1);
}
