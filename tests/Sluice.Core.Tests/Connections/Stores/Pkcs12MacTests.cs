// SPDX-License-Identifier: Apache-2.0

using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Text;
using Sluice.Core.Connections.Stores;
using Sluice.Core.Errors;

namespace Sluice.Core.Tests.Connections.Stores;

/// <summary>PBMAC1 (RFC 9579), which only the newest Java and OpenSSL write: it is put around a store that has no MAC.</summary>
[Collection(StoreGroup.Name)]
public sealed class Pkcs12MacTests(StoreFolder stores)
{
    private const string Password = "pässword";
    private static readonly Asn1Tag Content = new(TagClass.ContextSpecific, 0, isConstructed: true);

    [Fact]
    public async Task Pbmac1_ShouldProveThePassword()
    {
        var content = await MakeAsync();

        StoreFile.Parse(content, "new.p12", Password).Entries.Count.ShouldBe(1);
        Should.Throw<KafkaFailureException>(() => StoreFile.Parse(content, "new.p12", "wrong")).Message
            .ShouldContain("the store's password is wrong");
    }

    private async Task<byte[]> MakeAsync()
    {
        var file = new AsnReader(await stores.BytesAsync("rsa-plain.p12"), AsnEncodingRules.BER).ReadSequence();
        file.ReadInteger();
        var outer = file.ReadEncodedValue();
        var inner = new AsnReader(outer, AsnEncodingRules.BER).ReadSequence();
        inner.ReadObjectIdentifier();
        var safes = inner.ReadSequence(Content).ReadOctetString();
        var salt = RandomNumberGenerator.GetBytes(16);
        var key = Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(Password), salt, 2048, HashAlgorithmName.SHA512, 32);

        var writer = new AsnWriter(AsnEncodingRules.DER);
        WriteSequence(writer, () =>
        {
            writer.WriteInteger(3);
            writer.WriteEncodedValue(outer.Span);
            WriteSequence(writer, () =>
            {
                WriteSequence(writer, () =>
                {
                    WriteAlgorithm(writer, "1.2.840.113549.1.5.14", () => WriteSequence(writer, () =>
                    {
                        WriteAlgorithm(writer, "1.2.840.113549.1.5.12", () => WriteSequence(writer, () =>
                        {
                            writer.WriteOctetString(salt);
                            writer.WriteInteger(2048);
                            writer.WriteInteger(32);
                            WriteAlgorithm(writer, "1.2.840.113549.2.11", () => writer.WriteNull());
                        }));
                        WriteAlgorithm(writer, "1.2.840.113549.2.9", () => writer.WriteNull());
                    }));
                    writer.WriteOctetString(HMACSHA256.HashData(key, safes));
                });
                writer.WriteOctetString([0]);
            });
        });
        return writer.Encode();
    }

    private static void WriteAlgorithm(AsnWriter writer, string kind, Action writeParameters) => WriteSequence(writer, () =>
    {
        writer.WriteObjectIdentifier(kind);
        writeParameters();
    });

    private static void WriteSequence(AsnWriter writer, Action write)
    {
        using (writer.PushSequence())
        {
            write();
        }
    }
}
