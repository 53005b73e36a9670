// SPDX-License-Identifier: Apache-2.0

using System.Text.Json.Nodes;
using Sluice.Testing.Results;

namespace Sluice.Testing.Matching.Operators;

/// <summary>An object in a pattern: each of these fields, and with <c>strict</c> no other one.</summary>
internal sealed class ObjectTest(IReadOnlyList<(FieldPath Path, ValueTest Test)> fields, bool strict) : ValueTest
{
    private readonly HashSet<string> _names = [.. fields.Select(field => field.Path.First)];

    public override string Expected =>
        fields.Count == 0 ? "expected an object" : $"expected an object with {string.Join(", ", fields.Select(each => $"{each.Path} ({each.Test.Expected})"))}";

    public override bool Accepts(Found found) => found.Value is JsonObject value
        && fields.All(field => field.Path.IsMet(value, field.Test))
        && (!strict || value.All(field => _names.Contains(field.Key)));

    public override void Explain(string path, Found found, ICollection<Difference> differences)
    {
        if (found.Value is not JsonObject value)
        {
            differences.Add(new(path.Length == 0 ? "value" : path, "expected an object", found.Shown));
            return;
        }

        foreach (var (field, test) in fields.Where(field => !field.Path.IsMet(value, field.Test)))
        {
            test.Explain(Join(path, field.ToString() ?? ""), field.Nearest(value, test), differences);
        }

        foreach (var (name, other) in strict ? value.Where(field => !_names.Contains(field.Key)) : [])
        {
            differences.Add(new(Join(path, name), "expected no such field", Json.Show(other)));
        }
    }

    private static string Join(string path, string name) => path.Length == 0 ? name : name.StartsWith('[') ? path + name : $"{path}.{name}";
}
