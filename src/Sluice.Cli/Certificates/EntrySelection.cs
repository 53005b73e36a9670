// SPDX-License-Identifier: Apache-2.0

using Sluice.Core.Connections.Stores;

namespace Sluice.Cli.Certificates;

/// <summary>Which entries of a store are converted.</summary>
internal static class EntrySelection
{
    /// <summary>The one of that alias, or all; of several keys in one PEM nobody could tell which is meant.</summary>
    public static IReadOnlyList<StoreEntry> Find(StoreFile store, string? alias, bool onlyOneKey)
    {
        if (alias is null)
        {
            return onlyOneKey && store.Entries.Any(entry => entry is KeyEntry) ? [store.SelectKey()] : store.Entries;
        }

        var aliases = string.Join(", ", store.Entries.Select(entry => $"\"{entry.Alias}\""));
        var named = store.Entries.Where(entry => entry.Alias.Equals(alias, StringComparison.OrdinalIgnoreCase)).ToArray();
        return named.Length > 0
            ? named
            : throw new CommandException(ExitCodes.Usage, $"{store.Name}: it holds no entry \"{alias}\": name one of {aliases}");
    }
}
