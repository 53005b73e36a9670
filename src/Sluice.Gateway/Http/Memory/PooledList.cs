// SPDX-License-Identifier: Apache-2.0

using System.Buffers;
using System.Collections;
using System.Runtime.CompilerServices;

namespace Sluice.Gateway.Http.Memory;

/// <summary>
/// A list in an array of the shared pool: of one that grows, each step would be garbage, and so would the whole. One that is not given back is
/// left to the garbage collector. Not thread-safe.
/// </summary>
internal sealed class PooledList<T> : IReadOnlyList<T>
{
    private const int FirstCapacity = 16;
    private T[] _items = [];

    public int Count { get; private set; }

    public T this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
            return _items[index];
        }
    }

    public void Add(T item)
    {
        if (Count == _items.Length)
        {
            var larger = ArrayPool<T>.Shared.Rent(Math.Max(FirstCapacity, 2 * Count));
            _items.AsSpan(0, Count).CopyTo(larger);
            Return();
            _items = larger;
        }

        _items[Count++] = item;
    }

    public void Clear() => Count = 0;

    /// <summary>Gives the array back to the pool; the list is empty afterwards. Nobody may look at it any more.</summary>
    public void GiveBack()
    {
        Return();
        _items = [];
        Count = 0;
    }

    public IEnumerator<T> GetEnumerator() => _items.Take(Count).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private void Return()
    {
        if (_items.Length > 0)
        {
            ArrayPool<T>.Shared.Return(_items, clearArray: RuntimeHelpers.IsReferenceOrContainsReferences<T>());
        }
    }
}
