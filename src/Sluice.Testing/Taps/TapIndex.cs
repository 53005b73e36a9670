// SPDX-License-Identifier: Apache-2.0

using Sluice.Testing.Matching;

namespace Sluice.Testing.Taps;

/// <summary>Who waits for which id, so that a record costs one look however many cases run.</summary>
internal sealed class TapIndex(Selector selector)
{
    private readonly Dictionary<string, List<TapSubscription>> _byId = [];

    public IEnumerable<TapSubscription> Subscriptions => _byId.Values.SelectMany(list => list);

    public void Add(TapSubscription subscription)
    {
        if (!_byId.TryGetValue(subscription.Id!, out var list))
        {
            _byId.Add(subscription.Id!, list = []);
        }

        list.Add(subscription);
    }

    /// <summary>True if nobody is left.</summary>
    public bool Remove(TapSubscription subscription)
    {
        if (_byId.TryGetValue(subscription.Id!, out var list) && list.Remove(subscription) && list.Count == 0)
        {
            _byId.Remove(subscription.Id!);
        }

        return _byId.Count == 0;
    }

    public void Offer(TapRecord record)
    {
        if (record.Read(selector) is { } id && _byId.TryGetValue(id, out var list))
        {
            foreach (var subscription in list)
            {
                subscription.OfferOwn(record);
            }
        }
    }
}
