// SPDX-License-Identifier: Apache-2.0

using System.Formats.Asn1;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Sluice.Core.Connections.Stores;

/// <summary>The names of the extension subjectAltName (RFC 5280, section 4.2.1.6), those that people know.</summary>
internal static class AlternativeNames
{
    public static IEnumerable<string> Read(AsnReader names)
    {
        while (names.HasData)
        {
            var tag = names.PeekTag();
            var name = (tag.TagClass == TagClass.ContextSpecific ? tag.TagValue : -1) switch
            {
                1 => "email:" + names.ReadCharacterString(UniversalTagNumber.IA5String, tag),
                2 => "DNS:" + names.ReadCharacterString(UniversalTagNumber.IA5String, tag),
                4 => "directory:" + new X500DistinguishedName(names.ReadSequence(tag).ReadEncodedValue().Span).Name,
                6 => "URI:" + names.ReadCharacterString(UniversalTagNumber.IA5String, tag),
                7 => "IP:" + ReadAddress(names.ReadOctetString(tag)),
                _ => null,
            };
            if (name is null)
            {
                names.ReadEncodedValue();
            }
            else
            {
                yield return name;
            }
        }
    }

    private static IPAddress ReadAddress(byte[] address) =>
        address.Length is 4 or 16 ? new IPAddress(address) : throw new CryptographicException();
}
