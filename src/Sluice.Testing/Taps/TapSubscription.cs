// SPDX-License-Identifier: Apache-2.0

using Sluice.Testing.Matching;

namespace Sluice.Testing.Taps;

/// <summary>An observer of a tap and what it wants; disposing ends it.</summary>
internal sealed class TapSubscription(
    TapMemory memory, ITapObserver observer, IReadOnlyDictionary<int, long> bookmark, Selector? selector, string? id) : IDisposable
{
    public ITapObserver Observer => observer;

    public Selector? Selector => selector;

    public string? Id => id;

    /// <summary>Takes the record if it is one of those.</summary>
    public void Offer(TapRecord record)
    {
        if (IsBehindBookmark(record) && (selector is null || record.Read(selector) == id))
        {
            observer.OnRecord(record);
        }
    }

    /// <summary>Takes a record that is known to carry the id, if it lies behind the bookmark.</summary>
    public void OfferOwn(TapRecord record)
    {
        if (IsBehindBookmark(record))
        {
            observer.OnRecord(record);
        }
    }

    public void Dispose() => memory.Remove(this);

    private bool IsBehindBookmark(TapRecord record) => record.Offset >= bookmark.GetValueOrDefault(record.Partition);
}
