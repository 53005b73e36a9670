// SPDX-License-Identifier: Apache-2.0

using System.Formats.Asn1;

namespace Sluice.Core.Connections.Stores;

/// <summary>The bags of a PKCS#12 (RFC 7292, section 4.2) that hold keys and certificates; others are passed over.</summary>
internal sealed class Pkcs12Bags
{
    public const string ShroudedKey = "1.2.840.113549.1.12.10.1.2";
    public const string Certificate = "1.2.840.113549.1.12.10.1.3";
    public const string X509 = "1.2.840.113549.1.9.22.1";
    public const string FriendlyName = "1.2.840.113549.1.9.20";
    public const string LocalKeyId = "1.2.840.113549.1.9.21";

    // Oracle's; Java takes no other certificate without a key for a trusted one.
    public const string TrustedKeyUsage = "2.16.840.1.113894.746875.1.1";
    private const string Key = "1.2.840.113549.1.12.10.1.1";
    private const string Nested = "1.2.840.113549.1.12.10.1.6";
    private const int MaxDepth = 8;
    private static readonly Asn1Tag Content = new(TagClass.ContextSpecific, 0, isConstructed: true);

    public List<Pkcs12Bag> Keys { get; } = [];

    public List<Pkcs12Bag> Certificates { get; } = [];

    public void Read(AsnReader bags, int depth = 0)
    {
        while (bags.HasData)
        {
            var bag = bags.ReadSequence();
            var kind = bag.ReadObjectIdentifier();
            var value = bag.ReadSequence(Content);
            switch (kind)
            {
                case Key or ShroudedKey:
                    Keys.Add(ReadAttributes(bag, new Pkcs12Bag(value.ReadEncodedValue()) { IsProtected = kind == ShroudedKey }));
                    break;
                case Certificate:
                    var certificate = value.ReadSequence();
                    if (certificate.ReadObjectIdentifier() == X509)
                    {
                        Certificates.Add(ReadAttributes(bag, new Pkcs12Bag(certificate.ReadSequence(Content).ReadOctetString())));
                    }

                    break;
                case Nested when depth < MaxDepth:
                    Read(value.ReadSequence(), depth + 1);
                    break;
            }
        }
    }

    private static Pkcs12Bag ReadAttributes(AsnReader bag, Pkcs12Bag content)
    {
        var attributes = bag.HasData ? bag.ReadSetOf(skipSortOrderValidation: true) : null;
        while (attributes?.HasData ?? false)
        {
            var attribute = attributes.ReadSequence();
            var kind = attribute.ReadObjectIdentifier();
            var values = attribute.ReadSetOf(skipSortOrderValidation: true);
            content = (kind, values.HasData) switch
            {
                (FriendlyName, true) => content with { Name = values.ReadCharacterString(UniversalTagNumber.BMPString) },
                (LocalKeyId, true) => content with { KeyId = Convert.ToHexString(values.ReadOctetString()) },
                (TrustedKeyUsage, _) => content with { IsTrusted = true },
                _ => content,
            };
        }

        return content;
    }
}
