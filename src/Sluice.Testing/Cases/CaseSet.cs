// SPDX-License-Identifier: Apache-2.0

using Sluice.Testing.Cases.Steps;
using Sluice.Testing.Files;
using Sluice.Testing.Pipelines;
using Sluice.Testing.Values;

namespace Sluice.Testing.Cases;

/// <summary>A pipeline file and case files that go with it, read and checked.</summary>
internal sealed record CaseSet(PipelineFile Pipeline, IReadOnlyList<CaseFile> Cases)
{
    /// <summary>Reads the files; with sources, every variable, secret and file that cases name must be there.</summary>
    /// <exception cref="FileFaultsException">All that is wrong in any of them.</exception>
    public static async Task<CaseSet> ReadAsync(
        string pipeline, IEnumerable<string> cases, ValueSources? sources, CancellationToken cancellationToken)
    {
        var faults = new FileFaults();
        var file = await PipelineReader.ReadAsync(pipeline, faults, cancellationToken).ConfigureAwait(false);
        var read = new List<CaseFile>();
        foreach (var name in cases)
        {
            // Against a pipeline that cannot be read, every endpoint would be unknown.
            if (file is not null && await CaseReader.ReadAsync(name, file, faults, cancellationToken).ConfigureAwait(false) is { } one)
            {
                if (sources is not null)
                {
                    new SourceCheck(one, sources.In(one.Folder), faults).Run();
                }

                read.Add(one);
            }
        }

        faults.ThrowIfAny();
        return new CaseSet(file!, read);
    }
}
