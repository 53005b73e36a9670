// SPDX-License-Identifier: Apache-2.0

using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Sluice.TestIdentity;

/// <summary>A certificate authority of a test, and the certificate it gives to a server on this machine.</summary>
public sealed class TestAuthority : IDisposable
{
    private static readonly string[] ServerNames =
        ["localhost", "login.microsoftonline.com", "login.windows.net", "sts.windows.net", "graph.microsoft.com"];

    public TestAuthority(TimeProvider? time = null)
    {
        var now = (time ?? TimeProvider.System).GetUtcNow();
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var authority = new CertificateRequest("CN=Test authority", authorityKey, HashAlgorithmName.SHA256);
        authority.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        authority.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        using var signer = authority.CreateSelfSigned(now.AddDays(-1), now.AddDays(30));

        using var serverKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var server = new CertificateRequest("CN=localhost", serverKey, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        foreach (var name in ServerNames)
        {
            names.AddDnsName(name);
        }

        names.AddIpAddress(IPAddress.Loopback);
        server.CertificateExtensions.Add(names.Build());
        server.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
        using var issued = server.Create(signer, now.AddDays(-1), now.AddDays(20), RandomNumberGenerator.GetBytes(8));

        Certificate = X509CertificateLoader.LoadCertificate(signer.RawData);
        using var withKey = issued.CopyWithPrivateKey(serverKey);

        // Servers need a key that outlives this method.
        ServerCertificate = X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pkcs12), null, X509KeyStorageFlags.Exportable);
    }

    /// <summary>The authority itself, without its key.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>For <c>localhost</c>, 127.0.0.1 and the hosts of Microsoft's cloud, with its key.</summary>
    public X509Certificate2 ServerCertificate { get; }

    public void Dispose()
    {
        Certificate.Dispose();
        ServerCertificate.Dispose();
    }
}
