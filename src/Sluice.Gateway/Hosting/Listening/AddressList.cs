// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Gateway.Hosting.Listening;

/// <summary>The addresses of a setting, and what is wrong with them.</summary>
internal static class AddressList
{
    /// <summary>The addresses that the setting names; notes each that is none.</summary>
    public static IReadOnlyList<ListenAddress> Read(List<string> faults, string setting, string? text, bool isNeeded)
    {
        var texts = ListenAddress.Split(text);
        if (isNeeded && texts.Length == 0)
        {
            faults.Add($"{setting} is empty: give an address such as {ListenAddress.Example}.");
        }

        var addresses = new List<ListenAddress>();
        foreach (var one in texts)
        {
            if (ListenAddress.TryParse(one, out var address))
            {
                addresses.Add(address with { Setting = setting });
            }
            else
            {
                faults.Add(
                    $"{setting} has \"{one}\": give an address such as {ListenAddress.Example}, with an IP address, localhost or * "
                    + "and without a path; several with semicolons between.");
            }
        }

        return addresses;
    }

    /// <summary>Notes each two addresses of which only one could be opened.</summary>
    public static void CheckOverlaps(List<string> faults, params IEnumerable<IReadOnlyList<ListenAddress>> lists)
    {
        var all = lists.SelectMany(list => list).ToArray();
        for (var i = 0; i < all.Length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                if (all[i].Overlaps(all[j]))
                {
                    faults.Add(
                        $"{all[i].Setting} has \"{all[i].Text}\", and {all[j].Setting} has \"{all[j].Text}\", "
                        + "which is the same port of the same address: leave one out, or give it another port.");
                }
            }
        }
    }
}
