// SPDX-License-Identifier: Apache-2.0

using Microsoft.Extensions.Configuration;
using Sluice.Core.Errors;

namespace Sluice.Gateway.Security.Access;

/// <summary>Reads a list of texts from the settings. Binding would pass over what is of another shape, and so over a rule.</summary>
internal static class SettingList
{
    /// <summary>The texts by their full names; what is no list of texts is noted.</summary>
    public static IReadOnlyList<(string Setting, string Text)> Read(IConfigurationSection section, List<string> faults)
    {
        if (!string.IsNullOrEmpty(section.Value))
        {
            faults.Add($"{section.Path} is \"{section.Value}\": give a list, in square brackets: [\"{section.Value}\"].");
        }

        var texts = new List<(string, string)>();
        foreach (var item in section.GetChildren())
        {
            if (string.IsNullOrWhiteSpace(item.Value) || item.GetChildren().Any())
            {
                faults.Add($"{item.Path} is empty or no text: give a text in quotation marks, or take it out.");
            }
            else
            {
                texts.Add((item.Path, item.Value));
            }
        }

        return texts;
    }

    /// <summary>Notes what has another name than these.</summary>
    public static void CheckNames(IConfigurationSection section, IReadOnlyList<string> names, List<string> faults, string whatItIs)
    {
        foreach (var child in section.GetChildren())
        {
            if (!names.Contains(child.Key, StringComparer.OrdinalIgnoreCase))
            {
                faults.Add($"{child.Path} is unknown: {whatItIs}{Slip(child.Key, names)}");
            }
        }
    }

    /// <summary>Says what there is to choose from, and what was meant.</summary>
    public static string Choice(string text, IReadOnlyList<string> names) => $"give {string.Join(", ", names)}{Slip(text, names)}";

    /// <summary>Asks whether a slip was meant for one of <paramref name="names"/>; empty if it is like none.</summary>
    private static string Slip(string text, IReadOnlyList<string> names) =>
        Suggestion.For(text, names) is { } name ? $"; did you mean \"{name}\"?" : ".";
}
