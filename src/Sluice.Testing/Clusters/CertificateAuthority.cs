// SPDX-License-Identifier: Apache-2.0

using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Sluice.Testing.Clusters;

/// <summary>Signs the certificates of one test cluster and its clients.</summary>
internal sealed class CertificateAuthority : IDisposable
{
    private static readonly Oid ServerUse = new("1.3.6.1.5.5.7.3.1");
    private static readonly Oid ClientUse = new("1.3.6.1.5.5.7.3.2");
    private readonly TimeProvider _time;

    public CertificateAuthority(string name, TimeProvider time)
    {
        _time = time;
        using var key = RSA.Create(2048);
        var request = Request(name, key);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        Certificate = request.CreateSelfSigned(time.GetUtcNow().AddDays(-30), time.GetUtcNow().AddDays(30));
    }

    /// <summary>The authority's own certificate, with its key.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>A certificate for brokers, with its key.</summary>
    public X509Certificate2 IssueForBrokers(IEnumerable<string> names)
    {
        using var key = RSA.Create(2048);
        var request = Request("broker", key);
        request.CertificateExtensions.Add(AlternativeNames(names));
        return Sign(request, key, ServerUse, _time.GetUtcNow().AddDays(-10), _time.GetUtcNow().AddDays(10));
    }

    /// <summary>A certificate for <c>CN=client</c>, with its key.</summary>
    public X509Certificate2 IssueForClient(DateTimeOffset from, DateTimeOffset until)
    {
        using var key = RSA.Create(2048);
        return Sign(Request("client", key), key, ClientUse, from, until);
    }

    /// <summary>Key, certificate and the authority's certificate, one after the other: a key store as Java and librdkafka both read it.</summary>
    public string ToPem(X509Certificate2 issued)
    {
        using var key = issued.GetRSAPrivateKey()!;
        return string.Join('\n', key.ExportPkcs8PrivateKeyPem(), issued.ExportCertificatePem(), Certificate.ExportCertificatePem(), "");
    }

    /// <summary>The same as PKCS#12.</summary>
    public byte[] ToPkcs12(X509Certificate2 issued, string password)
    {
        using var ca = X509CertificateLoader.LoadCertificate(Certificate.RawData);
        return new X509Certificate2Collection { issued, ca }.ExportPkcs12(Pkcs12ExportPbeParameters.Pbes2Aes256Sha256, password);
    }

    public void Dispose() => Certificate.Dispose();

    private static CertificateRequest Request(string name, RSA key) =>
        new($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    private static X509Extension AlternativeNames(IEnumerable<string> names)
    {
        var builder = new SubjectAlternativeNameBuilder();
        foreach (var name in names)
        {
            if (IPAddress.TryParse(name, out var address))
            {
                builder.AddIpAddress(address);
            }
            else
            {
                builder.AddDnsName(name);
            }
        }

        return builder.Build();
    }

    private X509Certificate2 Sign(CertificateRequest request, RSA key, Oid use, DateTimeOffset from, DateTimeOffset until)
    {
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([use], false));
        using var certificate = request.Create(Certificate, from, until, RandomNumberGenerator.GetBytes(16));
        return certificate.CopyWithPrivateKey(key);
    }
}
