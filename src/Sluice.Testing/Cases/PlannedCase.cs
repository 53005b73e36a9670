// SPDX-License-Identifier: Apache-2.0

using System.Text.Json.Nodes;
using Sluice.Testing.Cases.Steps;
using Sluice.Testing.Results;
using Sluice.Testing.Values;

namespace Sluice.Testing.Cases;

/// <summary>A case that will run: of which file, on which lane, for which row.</summary>
/// <param name="File">The file.</param>
/// <param name="Id">Its own id.</param>
/// <param name="Lane">The partition that it has to itself; null without lanes.</param>
/// <param name="Row">The number of its row, from 1; null without data.</param>
/// <param name="Data">The row.</param>
internal sealed record PlannedCase(CaseFile File, string Id, int? Lane, int? Row, JsonObject? Data)
{
    public string Title => Result(Outcome.NotRun, default, default).Title;

    public CaseResult Result(Outcome outcome, DateTimeOffset started, TimeSpan elapsed) => new()
    {
        Name = File.Name, File = File.File, Id = Id, Lane = Lane, Row = Row, Outcome = outcome, Started = started, Elapsed = elapsed,
    };

    /// <summary>What <c>${…}</c> stands for at its beginning. Paths of files begin at the case's own folder.</summary>
    public ValueScope Values(ValueScope pipeline)
    {
        var values = pipeline.In(File.Folder).With("id", Id);
        values = Lane is { } lane ? values.With("lane", lane) : values;
        return Data is null ? values : values.With("row", Data);
    }
}
