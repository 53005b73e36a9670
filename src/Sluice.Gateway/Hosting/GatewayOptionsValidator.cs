// SPDX-License-Identifier: Apache-2.0

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

        SettingRange.Check(faults, "Gateway:MaxRequestBytes", options.MaxRequestBytes, 1024, 1024 * 1024 * 1024);
        SettingRange.Check(faults, "Gateway:Deadline", options.Deadline, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10));
        SettingRange.Check(faults, "Gateway:MaxWait", options.MaxWait, TimeSpan.Zero, TimeSpan.FromMinutes(10));
        SettingRange.Check(faults, "Gateway:ShutdownTimeout", options.ShutdownTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10));
        if (options.ShutdownDelay < TimeSpan.Zero || options.ShutdownDelay >= options.ShutdownTimeout)
        {
            faults.Add($"Gateway:ShutdownDelay is {options.ShutdownDelay}: it is a part of Gateway:ShutdownTimeout ({options.ShutdownTimeout}); "
                + "give a shorter one, or 0.");
        }

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
}
