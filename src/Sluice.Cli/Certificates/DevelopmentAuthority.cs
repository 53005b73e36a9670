// SPDX-License-Identifier: Apache-2.0

using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Sluice.Cli.Certificates;

/// <summary>A certificate authority that lives as long as this object: its key is written nowhere.</summary>
internal sealed class DevelopmentAuthority : IDisposable
{
    private const int LongestName = 64;
    private static readonly TimeSpan ClockSkew = TimeSpan.FromHours(1);
    private static readonly TimeSpan Validity = TimeSpan.FromDays(365);
    private readonly X509Certificate2 _certificate;

    public DevelopmentAuthority(TimeProvider time)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        // Trust stores may hold several of them.
        var request = CreateRequest($"Sluice development authority {Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}", key);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        var now = time.GetUtcNow();
        _certificate = request.CreateSelfSigned(now - ClockSkew, now + Validity);
    }

    public string CertificatePem => _certificate.ExportCertificatePem() + "\n";

    /// <summary>A certificate, with its key, for localhost and these hosts.</summary>
    /// <exception cref="CommandException">One is neither a name nor an IP address.</exception>
    public X509Certificate2 IssueForServer(IEnumerable<string> hosts)
    {
        var names = new SubjectAlternativeNameBuilder();
        string[] all = [.. hosts, "localhost", "127.0.0.1", "::1"];
        foreach (var host in all.Distinct(StringComparer.OrdinalIgnoreCase))
        {
            if (IPAddress.TryParse(host, out var address))
            {
                names.AddIpAddress(address);
            }
            else if (Uri.CheckHostName(host.StartsWith("*.", StringComparison.Ordinal) ? host[2..] : host) == UriHostNameType.Dns)
            {
                names.AddDnsName(host);
            }
            else
            {
                throw new CommandException(ExitCodes.Usage, $"--host \"{host}\" is neither a host's name nor an IP address");
            }
        }

        return Issue(all[0].Length <= LongestName ? all[0] : "localhost", "1.3.6.1.5.5.7.3.1", names.Build());
    }

    /// <summary>A certificate, with its key, for a caller of that name.</summary>
    /// <exception cref="CommandException">The name cannot stand in a certificate.</exception>
    public X509Certificate2 IssueForClient(string name) => name.Length is > 0 and <= LongestName && !name.Any(char.IsControl)
        ? Issue(name, "1.3.6.1.5.5.7.3.2", null)
        : throw new CommandException(ExitCodes.Usage, $"--client takes a name of 1 to {LongestName} characters, without control characters");

    public void Dispose() => _certificate.Dispose();

    private static CertificateRequest CreateRequest(string commonName, ECDsa key)
    {
        var name = new X500DistinguishedNameBuilder();
        name.AddCommonName(commonName);
        return new CertificateRequest(name.Build(), key, HashAlgorithmName.SHA256);
    }

    private X509Certificate2 Issue(string commonName, string purpose, X509Extension? alternativeNames)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = CreateRequest(commonName, key);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(purpose)], false));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(_certificate, true, false));
        if (alternativeNames is not null)
        {
            request.CertificateExtensions.Add(alternativeNames);
        }

        // A positive serial number (RFC 5280, section 4.1.2.2).
        var serial = RandomNumberGenerator.GetBytes(16);
        serial[0] = (byte)((serial[0] & 0x7f) | 0x40);
        using var issued = request.Create(_certificate, _certificate.NotBefore, _certificate.NotAfter, serial);
        return issued.CopyWithPrivateKey(key);
    }
}
