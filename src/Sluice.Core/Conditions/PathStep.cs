// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;

namespace Sluice.Core.Conditions;

/// <summary>One step into JSON: a member by name, an element by index, or with neither every element.</summary>
internal sealed record PathStep(string? Name = null, int? Index = null)
{
    public IEnumerable<JsonElement> Find(JsonElement element)
    {
        if (Name is not null)
        {
            // Of several members of one name the last counts, as for most readers of JSON.
            return element.ValueKind == JsonValueKind.Object
                ? element.EnumerateObject().Where(IsNamed).Select(member => member.Value).TakeLast(1)
                : [];
        }

        if (element.ValueKind != JsonValueKind.Array)
        {
            return [];
        }

        return Index is not { } index ? element.EnumerateArray() : index < element.GetArrayLength() ? [element[index]] : [];
    }

    public override string ToString() =>
        Index is { } index ? $"[{index}]"
        : Name is null ? "[*]"
        : ConditionScanner.IsMemberName(Name) ? $".{Name}" : $"[{Quoting.Quote(Name)}]";

    // A name with half of a surrogate pair is none that a path can have.
    private bool IsNamed(JsonProperty member)
    {
        try
        {
            return member.NameEquals(Name);
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
