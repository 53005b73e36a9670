// SPDX-License-Identifier: Apache-2.0

using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Sluice.Gateway.Tests.Security.Tls;

/// <summary>A folder with certificates of an authority of its own, which signs through an intermediate one.</summary>
internal sealed class TestCertificates : IDisposable
{
    public const string ForServers = "1.3.6.1.5.5.7.3.1";
    public const string ForClients = "1.3.6.1.5.5.7.3.2";
    public const string Password = "correct horse";
    private readonly X509Certificate2 _root;
    private readonly X509Certificate2 _issuer;
    private readonly DateTimeOffset _now = TimeProvider.System.GetUtcNow();

    public TestCertificates(string name = "Test")
    {
        _root = CreateAuthority($"CN={name} root", null);
        _issuer = CreateAuthority($"CN={name} issuer", _root);
        File.WriteAllText(PathOf("ca.crt"), _root.ExportCertificatePem());
        File.WriteAllText(PathOf("authorities.crt"), _root.ExportCertificatePem() + "\n" + _issuer.ExportCertificatePem());
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("sluice-tls-").FullName;

    public X509Certificate2 Root => _root;

    public X509Certificate2 Issuer => _issuer;

    public string PathOf(string file) => Path.Combine(Folder, file);

    /// <summary>A certificate with its key, for localhost unless said otherwise.</summary>
    public X509Certificate2 Issue(
        string subject = "CN=localhost",
        AsymmetricAlgorithm? key = null,
        string? purpose = ForServers,
        int days = 90,
        int from = -2,
        string? alternativeName = null)
    {
        using var made = key is null ? ECDsa.Create(ECCurve.NamedCurves.nistP256) : null;
        var request = (key ?? made) switch
        {
            RSA rsa => new CertificateRequest(subject, rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
            ECDsa ec => new CertificateRequest(subject, ec, HashAlgorithmName.SHA256),
            _ => throw new NotSupportedException(),
        };
        var names = new SubjectAlternativeNameBuilder();
        if (alternativeName is null)
        {
            names.AddDnsName("localhost");
            names.AddIpAddress(IPAddress.Loopback);
        }
        else if (alternativeName.StartsWith("URI:", StringComparison.Ordinal))
        {
            names.AddUri(new Uri(alternativeName[4..]));
        }
        else
        {
            names.AddDnsName(alternativeName[4..]);
        }

        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(_issuer, true, false));
        if (purpose is not null)
        {
            request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(purpose)], false));
        }

        using var issued = request.Create(
            _issuer.SubjectName,
            X509SignatureGenerator.CreateForECDsa(_issuer.GetECDsaPrivateKey()!),
            _now.AddDays(from),
            _now.AddDays(days),
            RandomNumberGenerator.GetBytes(8));
        return (key ?? made) switch
        {
            RSA rsa => issued.CopyWithPrivateKey(rsa),
            ECDsa ec => issued.CopyWithPrivateKey(ec),
            _ => throw new NotSupportedException(),
        };
    }

    /// <summary>The certificate with its issuer's, as servers are given it.</summary>
    public string ChainOf(X509Certificate2 certificate) => certificate.ExportCertificatePem() + "\n" + _issuer.ExportCertificatePem() + "\n";

    public static string KeyOf(X509Certificate2 certificate) =>
        (certificate.GetRSAPrivateKey() as AsymmetricAlgorithm ?? certificate.GetECDsaPrivateKey()!).ExportPkcs8PrivateKeyPem() + "\n";

    /// <summary>Writes chain and key into two files.</summary>
    public X509Certificate2 Write(X509Certificate2 certificate, string chain = "tls.crt", string key = "tls.key")
    {
        File.WriteAllText(PathOf(chain), ChainOf(certificate));
        File.WriteAllText(PathOf(key), KeyOf(certificate));
        return certificate;
    }

    public void Dispose()
    {
        _root.Dispose();
        _issuer.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private X509Certificate2 CreateAuthority(string subject, X509Certificate2? issuer)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        if (issuer is null)
        {
            return request.CreateSelfSigned(_now.AddDays(-300), _now.AddDays(300));
        }

        using var issued = request.Create(issuer, _now.AddDays(-299), _now.AddDays(299), RandomNumberGenerator.GetBytes(8));
        return issued.CopyWithPrivateKey(key);
    }
}
