// SPDX-License-Identifier: Apache-2.0

using Microsoft.Extensions.Options;
using Sluice.Gateway.Hosting.Logs;

namespace Sluice.Gateway.Hosting.Telemetry;

/// <summary>Refuses to start with settings of telemetry that cannot work, each with its name and what to do.</summary>
internal sealed class TelemetryOptionsValidator : IValidateOptions<TelemetryOptions>
{
    private static readonly string[] Protocols = ["grpc", "http/protobuf"];

    public ValidateOptionsResult Validate(string? name, TelemetryOptions options)
    {
        var faults = new List<string>();
        if (options.StatisticsInterval != TimeSpan.Zero)
        {
            SettingRange.Check(
                faults, "Telemetry:StatisticsInterval", options.StatisticsInterval, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        }

        if (!string.IsNullOrEmpty(options.Otlp.Endpoint)
            && !(Uri.TryCreate(options.Otlp.Endpoint, UriKind.Absolute, out var url)
                && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps)))
        {
            faults.Add($"Telemetry:Otlp:Endpoint is \"{options.Otlp.Endpoint}\": give an address such as http://otel-collector:4317.");
        }

        if (!string.IsNullOrEmpty(options.Otlp.Protocol) && !Protocols.Contains(options.Otlp.Protocol))
        {
            faults.Add($"Telemetry:Otlp:Protocol is \"{options.Otlp.Protocol}\": give {string.Join(" or ", Protocols)}.");
        }

        if (!Enum.IsDefined(options.Logs.Format))
        {
            faults.Add($"Telemetry:Logs:Format is \"{options.Logs.Format}\": give {nameof(LogFormat.Text)} or {nameof(LogFormat.Json)}.");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
