// SPDX-License-Identifier: Apache-2.0

using Microsoft.Extensions.Options;
using Sluice.Gateway.Hosting.Listening;
using Sluice.Gateway.Security.Tls;
using Sluice.Gateway.Security.Tokens;

namespace Sluice.Gateway.Hosting;

/// <summary>Refuses to start with settings that cannot work, each with its name and what to do.</summary>
internal sealed class GatewayOptionsValidator(
    IOptions<TlsOptions> tls, IOptions<TokenOptions> tokens, IOptions<ManagementOptions> management) : IValidateOptions<GatewayOptions>
{
    public ValidateOptionsResult Validate(string? name, GatewayOptions options)
    {
        var faults = new List<string>();
        var addresses = AddressList.Read(faults, "Gateway:Url", options.Url, isNeeded: true);
        var operators = AddressList.Read(faults, "Management:Url", management.Value.Url, isNeeded: false);
        AddressList.CheckOverlaps(faults, addresses, operators);
        TlsUse.Check(faults, addresses, operators, tls.Value, tokens.Value.IsOn);
        var exposure = Exposure.Of(
            addresses, options, tokens.Value.IsOn || tls.Value.ClientCertificates.Mode == ClientCertificateMode.Required);
        faults.AddRange(exposure.Faults);
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
}
