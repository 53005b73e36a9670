// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Soak.Load;

/// <summary>A record that was sent and what the gateway said of it; <paramref name="Number"/> rises within its key.</summary>
internal sealed record SentRecord(string Key, int Number, Outcome Outcome, int Partition, long Offset)
{
    /// <summary>The record's value, which no other record has.</summary>
    public string Value => ValueOf(Key, Number);

    public static string ValueOf(string key, int number) => $"{key}#{number}";
}
