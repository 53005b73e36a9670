// SPDX-License-Identifier: Apache-2.0

using Microsoft.Extensions.Configuration;

namespace Sluice.Gateway.Hosting;

/// <summary>Notes settings that nobody reads, by their full names: where one that is misspelt would leave a protection off.</summary>
internal static class SettingNames
{
    public static void Check<TOptions>(List<string> faults, IConfigurationSection section)
    {
        var names = typeof(TOptions).GetProperties().Where(property => property.CanWrite).Select(property => property.Name).Order().ToArray();
        foreach (var setting in section.GetChildren().Where(setting => !names.Contains(setting.Key, StringComparer.OrdinalIgnoreCase)))
        {
            faults.Add($"{setting.Path} is no setting. {section.Path} has {string.Join(", ", names)}.");
        }
    }
}
