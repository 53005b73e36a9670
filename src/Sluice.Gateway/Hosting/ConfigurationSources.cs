// SPDX-License-Identifier: Apache-2.0

using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Sluice.Gateway.Hosting.Logs;
using Sluice.Gateway.Hosting.Settings;
using Sluice.Gateway.Security.Audit;

namespace Sluice.Gateway.Hosting;

/// <summary>Where settings come from, the later over the earlier.</summary>
internal static class ConfigurationSources
{
    public static void AddConfiguration(
        this WebApplicationBuilder builder, IReadOnlyDictionary<string, string?>? settings, string? configFile)
    {
        var sources = new SettingsSources(settings, configFile);
        sources.AddTo(builder.Configuration, sources.AtStart);
        builder.Services.AddSingleton(sources);

        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);

        // A rule for all categories, or for all of ours, is shorter and yields to this one: only its own name switches the audit off.
        builder.Logging.AddFilter(AuditTrail.Category, LogLevel.Information);

        // The exception of a start that failed reaches the caller, who reports it: the host's log would only repeat it with its stack.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);

        // Later rules win, so the user's come last.
        builder.Logging.AddConfiguration(builder.Configuration.GetSection("Logging"));
        builder.Logging.AddConsole(console => console.FormatterName = TextFormatter.FormatterName)
            .AddConsoleFormatter<TextFormatter, ConsoleFormatterOptions>();
    }
}
