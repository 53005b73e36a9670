// SPDX-License-Identifier: Apache-2.0

using Sluice.Gateway.Security.Tls;

namespace Sluice.Gateway.Hosting.Listening;

/// <summary>Certificate and addresses must go together.</summary>
internal static class TlsUse
{
    public static void Check(
        List<string> faults, IReadOnlyList<ListenAddress> addresses, IReadOnlyList<ListenAddress> operators, TlsOptions tls, bool takesTokens)
    {
        var encrypted = addresses.Concat(operators).FirstOrDefault(address => address.IsHttps);
        if (encrypted is not null && !tls.IsOn)
        {
            faults.Add(
                $"{encrypted.Setting} has {encrypted.Text}, and there is no certificate: give Tls:Certificate (--tls-certificate) or "
                + "Tls:Directory (--tls-directory); \"sluice certs dev\" makes one to try it out.");
        }
        else if (encrypted is null && tls.IsOn && addresses.Count > 0)
        {
            faults.Add(
                $"there is a certificate (section Tls), and no address speaks TLS: write https:// in Gateway:Url (--url) instead of "
                + $"{addresses[0].Text}.");
        }
        else if (tls.ClientCertificates.Mode != ClientCertificateMode.None
            && addresses.Count > 0 && !addresses.Any(address => address.IsHttps))
        {
            faults.Add("Tls:ClientCertificates:Mode asks for certificates, and no address of Gateway:Url begins with https://: give one.");
        }

        if (!takesTokens && tls.ClientCertificates is { Mode: ClientCertificateMode.Required, Principals.Count: 0 })
        {
            faults.Add(
                "Tls:ClientCertificates:Principals is empty, and there are no tokens: nobody could call. "
                + "Say whom the certificates stand for.");
        }
    }
}
