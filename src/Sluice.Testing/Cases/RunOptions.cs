// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Testing.Cases;

/// <summary>How cases are run.</summary>
public sealed record RunOptions
{
    /// <summary>How many cases run at once, lanes included. Cases that disturb others run alone, behind the rest.</summary>
    /// <value>Default 16.</value>
    public int Parallel { get; init; } = 16;

    /// <summary>Only cases with one of these tags; empty for all.</summary>
    public IReadOnlyCollection<string> Tags { get; init; } = [];

    /// <summary>No cases with one of these tags.</summary>
    public IReadOnlyCollection<string> WithoutTags { get; init; } = [];

    internal bool Wants(Steps.CaseFile file) =>
        (Tags.Count == 0 || file.Tags.Any(Tags.Contains)) && !file.Tags.Any(WithoutTags.Contains);
}
