// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsvHelper;
using CsvHelper.Configuration;
using Sluice.Testing.Files;

namespace Sluice.Testing.Cases.Steps;

/// <summary>Reads the rows of a case's <c>data</c>: a list in place, or a file with CSV (RFC 4180, a header line), JSON or YAML.</summary>
internal sealed class RowReader(string file, FileFaults faults)
{
    private const int MostRows = 10_000;

    public async Task<IReadOnlyList<JsonObject>?> ReadAsync(FileNode data, CancellationToken cancellationToken)
    {
        if (data is ListNode list)
        {
            return Rows(data.Position, list.ToJson());
        }

        if (data is not ScalarNode { Value: not null } name)
        {
            faults.Add(file, data.Position, "\"data\" is a file with rows, or a list of them.");
            return null;
        }

        try
        {
            var path = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(file)) ?? ".", name.Text);
            var text = await File.ReadAllTextAsync(path, cancellationToken).ConfigureAwait(false);
            return Rows(data.Position, Path.GetExtension(path).ToLowerInvariant() switch
            {
                ".csv" => OfCsv(text),
                ".json" => JsonNode.Parse(text),
                ".yaml" or ".yml" => YamlFile.Parse(name.Text, text).Find("rows")?.Value.ToJson(),
                _ => throw new FormatException("its ending is none of .csv, .json, .yaml (with the rows below \"rows\")"),
            });
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException or JsonException or FormatException or CsvHelperException or FileFaultsException)
        {
            var reason = wrong is CsvHelperException ? "it is no CSV with a header line and as many fields in each line" : wrong.Message.TrimEnd('.');
            faults.Add(file, data.Position, $"\"data\": {name.Text} cannot be read: {reason}.");
            return null;
        }
    }

    private static JsonArray OfCsv(string text)
    {
        using var csv = new CsvReader(new StringReader(text.TrimStart('\uFEFF')), new CsvConfiguration(CultureInfo.InvariantCulture) { DetectColumnCountChanges = true });
        var rows = new JsonArray();
        csv.Read();
        csv.ReadHeader();
        while (csv.Read())
        {
            rows.Add(new JsonObject(csv.HeaderRecord!.Select((column, i) => KeyValuePair.Create(column, (JsonNode?)csv.GetField(i)))));
        }

        return rows;
    }

    private JsonObject[]? Rows(FilePosition at, JsonNode? read)
    {
        if (read is JsonArray { Count: > 0 and <= MostRows } rows && rows.All(row => row is JsonObject))
        {
            return [.. rows.Select(row => (JsonObject)row!.DeepClone())];
        }

        faults.Add(file, at, string.Create(CultureInfo.InvariantCulture, $"\"data\" has from 1 to {MostRows} rows, each with names and values."));
        return null;
    }
}
