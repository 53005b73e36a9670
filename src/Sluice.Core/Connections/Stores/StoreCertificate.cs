// SPDX-License-Identifier: Apache-2.0

using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Sluice.Core.Connections.Stores;

/// <summary>What a certificate (RFC 5280) says. Immutable; nothing of it is verified.</summary>
public sealed class StoreCertificate
{
    private const string BasicConstraints = "2.5.29.19";
    private const string SubjectKeyIdentifier = "2.5.29.14";
    private const string AuthorityKeyIdentifier = "2.5.29.35";
    private const string SubjectAlternativeName = "2.5.29.17";
    private readonly byte[] _der;
    private string? _keyIdentifier;
    private string? _issuerKeyIdentifier;

    private StoreCertificate(byte[] der, AsnReader certificate)
    {
        _der = der;
        Sha256Fingerprint = string.Join(':', SHA256.HashData(der).Select(octet => octet.ToString("X2", null)));
        var body = certificate.ReadSequence();
        var version = new Asn1Tag(TagClass.ContextSpecific, 0, isConstructed: true);
        if (body.PeekTag().HasSameClassAndValue(version))
        {
            body.ReadEncodedValue();
        }

        SerialNumber = Convert.ToHexString(body.ReadIntegerBytes().Span);
        body.ReadEncodedValue();
        var issuer = body.ReadEncodedValue().ToArray();
        var validity = body.ReadSequence();
        NotBefore = ReadTime(validity);
        NotAfter = ReadTime(validity);
        var subject = body.ReadEncodedValue().ToArray();
        PublicKey = PublicKey.Parse(body.ReadEncodedValue());
        (IssuerKey, SubjectKey) = (Convert.ToHexString(issuer), Convert.ToHexString(subject));
        Issuer = PrintableText.Of(new X500DistinguishedName(issuer).Name);
        Subject = PrintableText.Of(new X500DistinguishedName(subject).Name);
        ReadExtensions(body);
    }

    /// <summary>Whom the certificate is of, as a distinguished name such as <c>CN=client, O=Example</c>.</summary>
    public string Subject { get; }

    /// <summary>Who signed it, as a distinguished name.</summary>
    public string Issuer { get; }

    /// <summary>The serial number in hexadecimal.</summary>
    public string SerialNumber { get; }

    /// <summary>Further names with their kinds: <c>DNS:broker-1</c>, <c>IP:127.0.0.1</c>, <c>email:…</c>, <c>URI:…</c>.</summary>
    public IReadOnlyList<string> SubjectAlternativeNames { get; private set; } = [];

    /// <summary>From when on it is valid.</summary>
    public DateTimeOffset NotBefore { get; }

    /// <summary>Until when it is valid.</summary>
    public DateTimeOffset NotAfter { get; }

    /// <summary>The kind of its key: <c>RSA</c>, <c>EC P-256</c>, <c>Ed25519</c>; of an unknown kind its object identifier.</summary>
    public string KeyAlgorithm => PublicKey.Algorithm;

    /// <summary>The size of its key in bits, or null if it is not known.</summary>
    public int? KeySize => PublicKey.Size;

    /// <summary>SHA-256 over the certificate, as <c>AB:CD:…</c>.</summary>
    public string Sha256Fingerprint { get; }

    /// <summary>It says that it may sign other certificates (basic constraints).</summary>
    public bool IsCertificateAuthority { get; private set; }

    /// <summary>Its issuer is its subject: it is a root, or signed by itself.</summary>
    public bool IsSelfIssued => IsIssuerOf(this);

    /// <summary>The certificate in PEM (RFC 7468).</summary>
    public string Pem => PemEncoding.WriteString("CERTIFICATE", _der) + "\n";

    internal ReadOnlyMemory<byte> Der => _der;

    internal PublicKey PublicKey { get; }

    internal string SubjectKey { get; }

    internal string IssuerKey { get; }

    /// <summary>The subject.</summary>
    public override string ToString() => Subject;

    internal static string ToPem(IEnumerable<StoreCertificate> certificates) =>
        string.Concat(certificates.Select(certificate => certificate.Pem));

    /// <summary>Reads a certificate.</summary>
    /// <param name="content">The certificate in DER.</param>
    /// <exception cref="AsnContentException">It is no certificate.</exception>
    /// <exception cref="CryptographicException">It is no certificate.</exception>
    public static StoreCertificate Parse(ReadOnlyMemory<byte> content)
    {
        // OpenSSL's TRUSTED CERTIFICATE has something behind the certificate: it is left out.
        var der = new AsnReader(content, AsnEncodingRules.BER).ReadEncodedValue().ToArray();
        return new StoreCertificate(der, new AsnReader(der, AsnEncodingRules.BER).ReadSequence());
    }

    // Two authorities, or two keys of one, can have the same name: the key identifiers tell them apart where both are given.
    internal bool IsIssuerOf(StoreCertificate other) =>
        SubjectKey == other.IssuerKey
        && (_keyIdentifier is null || other._issuerKeyIdentifier is null || _keyIdentifier == other._issuerKeyIdentifier);

    private static DateTimeOffset ReadTime(AsnReader reader) =>
        reader.PeekTag().HasSameClassAndValue(Asn1Tag.UtcTime) ? reader.ReadUtcTime() : reader.ReadGeneralizedTime();

    private void ReadExtensions(AsnReader body)
    {
        var tag = new Asn1Tag(TagClass.ContextSpecific, 3, isConstructed: true);
        while (body.HasData)
        {
            if (!body.PeekTag().HasSameClassAndValue(tag))
            {
                body.ReadEncodedValue();
                continue;
            }

            var extensions = body.ReadSequence(tag).ReadSequence();
            while (extensions.HasData)
            {
                var extension = extensions.ReadSequence();
                var kind = extension.ReadObjectIdentifier();
                if (extension.PeekTag().HasSameClassAndValue(Asn1Tag.Boolean))
                {
                    extension.ReadBoolean();
                }

                ReadExtension(kind, new AsnReader(extension.ReadOctetString(), AsnEncodingRules.BER));
            }
        }
    }

    private void ReadExtension(string kind, AsnReader value)
    {
        switch (kind)
        {
            case BasicConstraints:
                var constraints = value.ReadSequence();
                IsCertificateAuthority = constraints.HasData
                    && constraints.PeekTag().HasSameClassAndValue(Asn1Tag.Boolean)
                    && constraints.ReadBoolean();
                break;
            case SubjectKeyIdentifier:
                _keyIdentifier = Convert.ToHexString(value.ReadOctetString());
                break;
            case AuthorityKeyIdentifier:
                var tag = new Asn1Tag(TagClass.ContextSpecific, 0);
                var identifier = value.ReadSequence();
                _issuerKeyIdentifier = identifier.HasData && identifier.PeekTag().HasSameClassAndValue(tag)
                    ? Convert.ToHexString(identifier.ReadOctetString(tag))
                    : null;
                break;
            case SubjectAlternativeName:
                SubjectAlternativeNames = [.. AlternativeNames.Read(value.ReadSequence()).Select(PrintableText.Of)];
                break;
        }
    }
}
