// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Net;
using Microsoft.Extensions.Options;

namespace Sluice.Gateway.Hosting;

/// <summary>Refuses to start with settings that cannot work, each with its name and what to do.</summary>
internal sealed class GatewayOptionsValidator : IValidateOptions<GatewayOptions>
{
    public ValidateOptionsResult Validate(string? name, GatewayOptions options)
    {
        var faults = new List<string>();
        if (UrlFault(options.Url) is { } fault)
        {
            faults.Add($"Gateway:Url is \"{options.Url}\": {fault}");
        }

        Range(faults, "Gateway:MaxRequestBytes", options.MaxRequestBytes, 1024, 1024 * 1024 * 1024);
        Range(faults, "Gateway:Deadline", options.Deadline, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10));
        Range(faults, "Gateway:MaxWait", options.MaxWait, TimeSpan.Zero, TimeSpan.FromMinutes(10));
        Range(faults, "Gateway:Embedded:Brokers", options.Embedded.Brokers, 1, 100);
        Range(faults, "Gateway:Embedded:DefaultPartitions", options.Embedded.DefaultPartitions, 1, 10_000);
        Range(faults, "Gateway:Embedded:GroupInitialRebalanceDelay", options.Embedded.GroupInitialRebalanceDelay, TimeSpan.Zero, TimeSpan.FromMinutes(1));
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static string? UrlFault(string? text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.PathAndQuery != "/" || url.UserInfo.Length > 0)
        {
            return "give an address such as http://127.0.0.1:9400.";
        }

        if (url.Scheme != Uri.UriSchemeHttp)
        {
            return "only http is served; give an address such as http://127.0.0.1:9400.";
        }

        return url.Host == "localhost" || (IPAddress.TryParse(url.DnsSafeHost, out var address) && IPAddress.IsLoopback(address))
            ? null
            : "this server asks for no tokens, so everybody who reaches it could read and write every topic. "
                + "It listens on loopback addresses only: 127.0.0.1, [::1] or localhost.";
    }

    private static void Range<T>(List<string> faults, string setting, T value, T min, T max)
        where T : IComparable<T>, IFormattable
    {
        if (value.CompareTo(min) < 0 || value.CompareTo(max) > 0)
        {
            faults.Add(string.Create(CultureInfo.InvariantCulture, $"{setting} is {value}: give a value from {min} to {max}."));
        }
    }
}
