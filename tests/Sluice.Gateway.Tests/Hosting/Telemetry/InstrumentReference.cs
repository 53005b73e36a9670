// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Sluice.Core;
using Sluice.Core.Telemetry;
using Sluice.Gateway.Security;
using Sluice.Gateway.Tests.Gateways;

namespace Sluice.Gateway.Tests.Hosting.Telemetry;

/// <summary>What a running gateway's instruments say of themselves.</summary>
internal static class InstrumentReference
{
    private const string BeforeTags = " Tags: ";

    // Of the framework's own, those that alerts and dashboards stand on.
    private static readonly Dictionary<string, string[]> Framework = new()
    {
        ["http.server.request.duration"] =
        [
            "http.request.method", "http.response.status_code", "http.route", "url.scheme", "network.protocol.version", "error.type",
            "sluice.error.code",
        ],
        ["http.server.active_requests"] = ["http.request.method", "url.scheme"],
        ["kestrel.active_connections"] = ["server.address", "server.port", "network.transport", "network.type"],
        ["kestrel.rejected_connections"] = ["server.address", "server.port", "network.transport", "network.type"],
        ["dotnet.process.memory.working_set"] = [],
        ["dotnet.process.cpu.time"] = ["cpu.mode"],
    };

    /// <summary>The instruments, by meter and name.</summary>
    public static IReadOnlyList<InstrumentRow> Read(RunningGateway gateway)
    {
        // The cluster and what stands on it make theirs when they are made.
        _ = gateway.Services.GetRequiredService<KafkaCluster>();
        _ = gateway.Services.GetRequiredService<SecurityMetrics>();
        var factory = gateway.Services.GetRequiredService<IMeterFactory>();
        var found = new List<InstrumentRow>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (IsOf(instrument.Meter, factory) && TagsOf(instrument) is { } tags)
                {
                    lock (found)
                    {
                        found.Add(RowOf(instrument, tags));
                    }
                }
            },
        };
        listener.Start();
        return [.. found.DistinctBy(r => r.Name).OrderBy(r => r.Meter, StringComparer.Ordinal).ThenBy(r => r.Name, StringComparer.Ordinal)];
    }

    private static bool IsOf(Meter meter, IMeterFactory factory) => meter.Scope == factory || meter.Name == "System.Runtime";

    private static string[]? TagsOf(Instrument instrument) =>
        instrument.Meter.Name is not (KafkaTelemetry.Name or SecurityMetrics.MeterName) ? Framework.GetValueOrDefault(instrument.Name)
        : instrument.Description!.Split(BeforeTags) is [_, var tags] ? tags.TrimEnd('.').Split(", ")
        : [];

    private static InstrumentRow RowOf(Instrument instrument, string[] tags) => new(
        instrument.Meter.Name,
        instrument.Name,
        instrument.GetType().Name.Split('`')[0],
        instrument.Unit ?? "",
        tags,
        instrument.Description!.Split(BeforeTags)[0]);
}
