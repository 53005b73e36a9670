// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using System.Text.Json.Nodes;
using Sluice.Core.Errors;
using Sluice.Testing.Files;
using Sluice.Testing.Values;

namespace Sluice.Testing.Cases.Steps;

/// <summary>Looks whether every <c>${…}</c> of a case has a value where it stands, before anything runs.</summary>
internal sealed class ValueCheck(CaseFile subject, FileFaults faults)
{
    private readonly HashSet<string> _known = ["id", "uuid", "now"];

    public void Run()
    {
        if (subject.Lanes is not null)
        {
            _known.Add("lane");
        }

        if (subject.Rows is not null)
        {
            _known.Add("row");
        }

        foreach (var step in subject.Steps)
        {
            if (step is SetStep set)
            {
                foreach (var entry in ((MapNode)step.Node.Find("set")!.Value).Entries)
                {
                    Check(entry.Value, step, set);
                    _known.Add(entry.Key);
                }

                continue;
            }

            foreach (var entry in step.Node.Entries.Where(entry => !(step is ExpectStep && entry.Key == "set")))
            {
                Check(entry.Value, step, null);
            }

            _known.UnionWith((step as ExpectStep)?.Set.Keys ?? []);
        }
    }

    private void Check(FileNode node, Step step, SetStep? set)
    {
        switch (node)
        {
            case MapNode map:
                foreach (var entry in map.Entries)
                {
                    Check(entry.Key, entry.Position, step, set);
                    Check(entry.Value, step, set);
                }

                break;
            case ListNode list:
                list.Items.ToList().ForEach(item => Check(item, step, set));
                break;
            case ScalarNode { Value: JsonValue value } scalar when value.GetValueKind() == JsonValueKind.String:
                Check(scalar.Text, scalar.Position, step, set);
                break;
        }
    }

    private void Check(string text, FilePosition at, Step step, SetStep? set)
    {
        try
        {
            foreach (var (expression, _) in Template.Parse(text).Where(part => part.IsExpression))
            {
                if (Fault(expression, step, set) is { } fault)
                {
                    faults.Add(subject.File, at, fault);
                }
            }
        }
        catch (ValueException exception)
        {
            faults.Add(subject.File, at, exception.Message);
        }
    }

    private string? Fault(string expression, Step step, SetStep? set)
    {
        var name = expression.Split('.')[0];
        if (ValueSources.IsNamed(expression) || _known.Contains(name) || ValueSources.IsMoment(expression))
        {
            return name == "row" && expression.Split('.') is [_, var column] && !subject.Rows![0].ContainsKey(column)
                ? $"${{{expression}}} has no value: the rows have {string.Join(", ", subject.Rows[0].Select(field => field.Key))}." : null;
        }

        if (set?.Values.Any(value => value.Key == name) == true)
        {
            return $"${{{expression}}} has no value yet: it stands below in the same step, or is what it would be made of.";
        }

        var later = subject.Steps.SkipWhile(one => one != step).Skip(1).FirstOrDefault(one => Sets(one, name));
        if (later is not null)
        {
            return $"${{{expression}}} has no value yet: the step in line {later.Line} sets it.";
        }

        string[] known = [.. _known.Order(StringComparer.Ordinal)];
        return $"${{{expression}}} has no value here: "
            + (Suggestion.For(name, known) is { } meant ? $"did you mean ${{{meant}}}?" : $"there are {string.Join(", ", known)}, env:NAME, secret:NAME and file:PATH.");
    }

    private static bool Sets(Step step, string name) =>
        step is ExpectStep expect ? expect.Set.ContainsKey(name) : step is SetStep set && set.Values.Any(value => value.Key == name);
}
