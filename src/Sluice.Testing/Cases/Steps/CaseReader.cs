// SPDX-License-Identifier: Apache-2.0

using Sluice.Testing.Files;
using Sluice.Testing.Pipelines;

namespace Sluice.Testing.Cases.Steps;

/// <summary>Reads a case file, against the pipeline that it is about.</summary>
internal sealed class CaseReader(string file, PipelineFile pipeline, FileFaults faults)
{
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(60);

    /// <summary>Reads the file; null if it has faults, which are added.</summary>
    public static async Task<CaseFile?> ReadAsync(string file, PipelineFile pipeline, FileFaults faults, CancellationToken cancellationToken)
    {
        try
        {
            var root = await YamlFile.ReadAsync(file, cancellationToken).ConfigureAwait(false);
            return await new CaseReader(file, pipeline, faults).ReadAsync(root, cancellationToken).ConfigureAwait(false);
        }
        catch (FileFaultsException exception)
        {
            faults.Add(exception.Faults);
            return null;
        }
    }

    public async Task<CaseFile?> ReadAsync(MapNode root, CancellationToken cancellationToken)
    {
        var before = faults.All.Count;
        var map = new MapReader(file, root, faults);
        var name = map.Text("name") ?? DefaultName();
        var lanes = map.Text("lanes");
        if (lanes is not null && pipeline.FindEndpoint(lanes) is not { Kind: EndpointKind.Topic })
        {
            map.Wrong("lanes", StepReader.Unknown("topic", lanes, [.. pipeline.Endpoints.Where(one => one.Kind == EndpointKind.Topic).Select(one => one.Name)]));
        }

        var data = map.Node("data");
        var timeout = map.Time("timeout") ?? DefaultTimeout;
        var tags = map.Texts("tags");
        var steps = map.Node("steps");
        map.End();
        var rows = data is null ? null : await new RowReader(file, faults).ReadAsync(data, cancellationToken).ConfigureAwait(false);
        if (steps is not ListNode { Items.Count: > 0 } list)
        {
            faults.Add(file, steps?.Position ?? root.Position, "\"steps\" is a list with at least one step.");
            return null;
        }

        var reader = new StepReader(file, pipeline, faults);
        var read = new CaseFile(
            file, name, rows, lanes, timeout, [.. tags.Select(tag => tag.Text)], [.. list.Items.Select(reader.Read).OfType<Step>()]);
        new ValueCheck(read, faults).Run();
        return faults.All.Count > before ? null : read;
    }

    // order-accepted.case.yaml is order-accepted.
    private string DefaultName() => Path.GetFileName(file).Split('.')[0];
}
