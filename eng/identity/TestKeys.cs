// SPDX-License-Identifier: Apache-2.0

using System.Text.Json.Nodes;

namespace Sluice.TestIdentity;

/// <summary>The keys that a provider publishes, and the one it signs with. Thread-safe.</summary>
public sealed class TestKeys : IDisposable
{
    private readonly Lock _lock = new();
    private readonly List<TestKey> _all = [];
    private List<TestKey> _published;

    public TestKeys()
    {
        Current = Own(TestKey.TakeRsa());
        _published = [Current];
    }

    /// <summary>Signs what the token endpoint issues.</summary>
    public TestKey Current { get; private set; }

    /// <summary>Publishes a key besides the others, and signs with the same as before.</summary>
    public TestKey Publish(TestKey key)
    {
        lock (_lock)
        {
            _published = [.. _published, Own(key)];
            return key;
        }
    }

    /// <summary>Signs with a new key from now on. Those before it stay published until <see cref="Withdraw"/>.</summary>
    public TestKey Rotate()
    {
        var key = TestKey.CreateRsa();
        lock (_lock)
        {
            Current = Own(key);
            _published = [.. _published, key];
            return key;
        }
    }

    /// <summary>Publishes the key no longer.</summary>
    public void Withdraw(TestKey key)
    {
        lock (_lock)
        {
            _published = [.. _published.Where(other => other != key)];
        }
    }

    /// <summary>What is published, as a JSON Web Key Set.</summary>
    public JsonObject ToJwks()
    {
        lock (_lock)
        {
            return new JsonObject { ["keys"] = new JsonArray([.. _published.Select(key => key.ToJwk())]) };
        }
    }

    public void Dispose()
    {
        foreach (var key in _all)
        {
            key.Dispose();
        }
    }

    private TestKey Own(TestKey key)
    {
        _all.Add(key);
        return key;
    }
}
