// SPDX-License-Identifier: Apache-2.0

using Microsoft.Extensions.Options;
using Sluice.Gateway.Hosting;

namespace Sluice.Gateway.Security.Tls;

/// <summary>Refuses to start with settings of TLS that cannot work, each with its name and what to do.</summary>
internal sealed class TlsOptionsValidator : IValidateOptions<TlsOptions>
{
    public ValidateOptionsResult Validate(string? name, TlsOptions options)
    {
        var faults = new List<string>();
        if (!string.IsNullOrEmpty(options.Certificate) && !string.IsNullOrEmpty(options.Directory))
        {
            faults.Add("Tls:Certificate and Tls:Directory are both given: give one of them.");
        }

        if (!string.IsNullOrEmpty(options.Key) && string.IsNullOrEmpty(options.Certificate))
        {
            faults.Add("Tls:Key is given without Tls:Certificate: give the certificate's file too.");
        }

        if (options.Password == "stdin")
        {
            faults.Add(
                "Tls:Password is \"stdin\", which can be read once, and the files are read again when they change: "
                + "give env:NAME or file:PATH.");
        }

        SettingRange.Check(faults, "Tls:ReloadInterval", options.ReloadInterval, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        ClientCertificateRules.Check(faults, options);
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
