// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using Sluice.Testing.Files;
using Sluice.Testing.Pipelines;

namespace Sluice.Testing.Cases.Steps;

/// <summary>Reads a <c>fault</c> step: <c>{ rebalance: 3B }</c>, <c>{ unreachable: views, for: 5s }</c>, <c>{ broker-down: 2, for: 5s }</c>, <c>{ slow: 200ms, for: 5s }</c>.</summary>
internal sealed class FaultReader(string file, PipelineFile pipeline, FileFaults faults)
{
    private static readonly TimeSpan DefaultLength = TimeSpan.FromSeconds(5);
    private static readonly string[] Kinds = ["rebalance", "unreachable", "broker-down", "slow"];

    public FaultStep? Read(MapReader map, MapNode node)
    {
        if (!pipeline.AllowsFaults)
        {
            map.Wrong("fault", "disturbs what the pipeline stands on, which the pipeline file does not allow: write \"faults: allowed\" there if it is a place for tests");
        }

        var fault = map.Map("fault");
        map.End();
        if (fault is null)
        {
            return null;
        }

        var kinds = Kinds.Where(fault.Has).ToArray();
        var length = fault.Time("for") ?? DefaultLength;
        var kind = kinds.Length == 1 ? kinds[0] : "";
        var subject = kind.Length > 0 && kind != "slow" ? fault.Text(kind) ?? "" : "brokers";
        var delay = kind == "slow" ? fault.Time("slow") ?? TimeSpan.Zero : TimeSpan.Zero;
        fault.End();
        switch (kind)
        {
            case "rebalance" when pipeline.FindService(subject) is { } service:
                if (service.Group is null)
                {
                    fault.Wrong(kind, $"names service \"{subject}\", which has no group in the pipeline file");
                }

                return new FaultStep(node, FaultKind.Rebalance, subject, TimeSpan.Zero, delay);
            case "rebalance":
                fault.Wrong(kind, StepReader.Unknown("service", subject, [.. pipeline.Services.Select(service => service.Name)]));
                return null;
            case "unreachable" when pipeline.FindEndpoint(subject) is { } endpoint:
                if (endpoint.Kind is EndpointKind.Topic or EndpointKind.Http)
                {
                    fault.Wrong(kind, $"names \"{subject}\", which is no store");
                }

                return new FaultStep(node, FaultKind.Unreachable, subject, length, delay);
            case "unreachable":
                fault.Wrong(kind, StepReader.Unknown("endpoint", subject, [.. pipeline.Endpoints.Select(endpoint => endpoint.Name)]));
                return null;
            case "broker-down" when int.TryParse(subject, NumberStyles.None, CultureInfo.InvariantCulture, out _):
                return new FaultStep(node, FaultKind.BrokerDown, subject, length, delay);
            case "broker-down":
                fault.Wrong(kind, $"is a broker's number, not \"{subject}\"");
                return null;
            case "slow":
                return new FaultStep(node, FaultKind.Slow, subject, length, delay);
            default:
                faults.Add(file, fault.Position, $"a fault is one of {string.Join(", ", Kinds)}.");
                return null;
        }
    }
}
