// SPDX-License-Identifier: Apache-2.0

using System.Buffers;
using System.Runtime.CompilerServices;

namespace Sluice.Gateway.Http.Memory;

/// <summary>Collects what becomes an array, in an array of the shared pool: of a list that grows, each step would be garbage. Not thread-safe.</summary>
internal sealed class PooledList<T>
{
    private const int FirstCapacity = 16;
    private T[] _items = [];
    private int _count;

    public void Add(T item)
    {
        if (_count == _items.Length)
        {
            var larger = ArrayPool<T>.Shared.Rent(Math.Max(FirstCapacity, 2 * _count));
            _items.AsSpan(0, _count).CopyTo(larger);
            Return();
            _items = larger;
        }

        _items[_count++] = item;
    }

    public void Clear() => _count = 0;

    /// <summary>What was collected; the list is empty afterwards.</summary>
    public T[] ToArray()
    {
        var items = _items.AsSpan(0, _count).ToArray();
        Return();
        _items = [];
        _count = 0;
        return items;
    }

    private void Return()
    {
        if (_items.Length > 0)
        {
            ArrayPool<T>.Shared.Return(_items, clearArray: RuntimeHelpers.IsReferenceOrContainsReferences<T>());
        }
    }
}
