// SPDX-License-Identifier: Apache-2.0

using System.Formats.Asn1;
using Sluice.Core.Errors;

namespace Sluice.Core.Connections.Stores;

/// <summary>Reads PKCS#12 (RFC 7292), as keytool and OpenSSL of all ages write it.</summary>
internal sealed class Pkcs12Reader
{
    public const string Data = "1.2.840.113549.1.7.1";
    public const string EncryptedData = "1.2.840.113549.1.7.6";
    private static readonly Asn1Tag Content = new(TagClass.ContextSpecific, 0, isConstructed: true);

    private readonly StoreReading _reading;
    private readonly Pkcs12Bags _bags = new();
    private bool _hasZeroEnd;

    private Pkcs12Reader(StoreReading reading) => _reading = reading;

    public static IReadOnlyList<StoreEntry> Read(StoreReading reading, ReadOnlyMemory<byte> content) =>
        new Pkcs12Reader(reading).Read(content);

    private IReadOnlyList<StoreEntry> Read(ReadOnlyMemory<byte> content)
    {
        var file = new AsnReader(content, AsnEncodingRules.BER).ReadSequence();
        file.ReadInteger();
        var outer = file.ReadSequence();
        var kind = outer.ReadObjectIdentifier();
        if (kind != Data)
        {
            throw _reading.Fault("the PKCS#12 is protected by a public key instead of a password: make it anew with a password.");
        }

        var safes = outer.ReadSequence(Content).ReadOctetString();
        if (file.HasData)
        {
            Check(file.ReadSequence(), safes);
        }

        var parts = new AsnReader(safes, AsnEncodingRules.BER).ReadSequence();
        while (parts.HasData)
        {
            var part = parts.ReadSequence();
            var partKind = part.ReadObjectIdentifier();
            var inner = partKind switch
            {
                Data => part.ReadSequence(Content).ReadOctetString(),
                EncryptedData => Decrypt(part.ReadSequence(Content).ReadSequence()),
                _ => throw PasswordEncryption.Unsupported(_reading, partKind),
            };
            _bags.Read(new AsnReader(inner, AsnEncodingRules.BER).ReadSequence());
        }

        return new Pkcs12Entries(_reading, _hasZeroEnd).Find(_bags);
    }

    private void Check(AsnReader mac, byte[] safes)
    {
        var check = Pkcs12Mac.Read(mac);
        var isGiven = _reading.StorePassword is not null;
        var password = _reading.StorePassword ??= "";
        _hasZeroEnd = password.Length == 0 && !check.Matches(_reading, safes, password, hasZeroEnd: false);
        if (!check.Matches(_reading, safes, password, _hasZeroEnd))
        {
            throw isGiven ? _reading.WrongPassword() : Missing();
        }

        _reading.IsPasswordProven = true;
    }

    private byte[] Decrypt(AsnReader data)
    {
        data.ReadInteger();
        var content = data.ReadSequence();
        content.ReadObjectIdentifier();
        var algorithm = content.ReadSequence();
        var encrypted = content.ReadOctetString(new Asn1Tag(TagClass.ContextSpecific, 0));
        var plain = PasswordEncryption.Decrypt(_reading, algorithm, encrypted, _reading.StorePassword ?? throw Missing(), _hasZeroEnd);
        if (plain is not [0x30, ..])
        {
            // A wrong password can by chance give something that looks well padded.
            throw _reading.IsPasswordProven ? _reading.Damaged("its certificates do not decrypt") : _reading.WrongPassword();
        }

        return plain;
    }

    private KafkaFailureException Missing() =>
        _reading.Fault("the store needs a password, and none is given: give the one the store was made with.");
}
