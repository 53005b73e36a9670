// SPDX-License-Identifier: Apache-2.0

using System.Buffers.Text;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;

namespace Sluice.TestIdentity;

/// <summary>A key pair that signs tokens.</summary>
public sealed class TestKey : IDisposable
{
    // Finding its primes takes a processor a tenth of a second, and each provider starts with a key: these go round, in turn, and are made when
    // their turn first comes.
    private static readonly Lazy<RSAParameters>[] Made = [.. Enumerable.Range(0, 8).Select(_ => new Lazy<RSAParameters>(Make))];
    private static int _taken;

    private readonly RSA? _rsa;
    private readonly ECDsa? _curve;

    private TestKey(string? id, RSA? rsa, ECDsa? curve)
    {
        Id = id ?? Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(20));
        _rsa = rsa;
        _curve = curve;
    }

    /// <summary>Its <c>kid</c>.</summary>
    public string Id { get; }

    /// <summary>RS256 or ES256.</summary>
    public string DefaultAlgorithm => _rsa is null ? "ES256" : "RS256";

    public static TestKey CreateRsa(string? id = null, int bits = 2048) => new(id, RSA.Create(bits), null);

    /// <summary>A key pair of 2,048 bits under an id of its own. There are eight, which are handed out in turn: the ninth is the first again.</summary>
    public static TestKey TakeRsa()
    {
        var turn = (uint)Interlocked.Increment(ref _taken);
        return new(null, RSA.Create(Made[turn % Made.Length].Value), null);
    }

    /// <summary>On the curve P-256.</summary>
    public static TestKey CreateCurve(string? id = null) => new(id, null, ECDsa.Create(ECCurve.NamedCurves.nistP256));

    /// <summary>Signs with RS256, RS512, PS256 or ES256.</summary>
    public byte[] Sign(string algorithm, byte[] data) => algorithm switch
    {
        "RS256" => _rsa!.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
        "RS512" => _rsa!.SignData(data, HashAlgorithmName.SHA512, RSASignaturePadding.Pkcs1),
        "PS256" => _rsa!.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pss),
        "ES256" => _curve!.SignData(data, HashAlgorithmName.SHA256),
        _ => throw new ArgumentException($"No key signs with {algorithm}.", nameof(algorithm)),
    };

    /// <summary>The public half as PEM text, which is what algorithm confusion takes for a shared secret.</summary>
    public string ExportPublicPem() => _rsa?.ExportSubjectPublicKeyInfoPem() ?? _curve!.ExportSubjectPublicKeyInfoPem();

    /// <summary>The public half as a JSON Web Key (RFC 7517).</summary>
    public JsonObject ToJwk()
    {
        if (_rsa is not null)
        {
            var rsa = _rsa.ExportParameters(includePrivateParameters: false);
            using var certificate = CreateCertificate();
            return new JsonObject
            {
                ["kty"] = "RSA",
                ["use"] = "sig",
                ["kid"] = Id,
                ["x5t"] = Base64Url.EncodeToString(certificate.GetCertHash()),
                ["x5c"] = new JsonArray(Convert.ToBase64String(certificate.RawData)),
                ["n"] = Base64Url.EncodeToString(rsa.Modulus),
                ["e"] = Base64Url.EncodeToString(rsa.Exponent),
            };
        }

        var curve = _curve!.ExportParameters(includePrivateParameters: false);
        return new JsonObject
        {
            ["kty"] = "EC",
            ["use"] = "sig",
            ["kid"] = Id,
            ["crv"] = "P-256",
            ["x"] = Base64Url.EncodeToString(curve.Q.X),
            ["y"] = Base64Url.EncodeToString(curve.Q.Y),
        };
    }

    // Entra publishes its keys with certificates, which say nothing about them.
    private X509Certificate2 CreateCertificate() =>
        new CertificateRequest("CN=accounts.accesscontrol.windows.net", _rsa!, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(5));

    public void Dispose()
    {
        _rsa?.Dispose();
        _curve?.Dispose();
    }

    private static RSAParameters Make()
    {
        using var rsa = RSA.Create(2048);
        return rsa.ExportParameters(includePrivateParameters: true);
    }
}
