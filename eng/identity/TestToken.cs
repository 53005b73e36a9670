// SPDX-License-Identifier: Apache-2.0

using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Sluice.TestIdentity;

/// <summary>A token in the making: any header, any claims, any signature, valid or not.</summary>
public sealed class TestToken
{
    public JsonObject Header { get; init; } = new() { ["typ"] = "JWT" };

    public JsonObject Claims { get; init; } = [];

    /// <summary>Puts two texts together as the first parts of a token, as they are.</summary>
    public static string Encode(string header, string claims) =>
        $"{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(header))}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims))}";

    /// <summary>Signs two texts as they are.</summary>
    public static string Sign(string header, string claims, TestKey key, string? algorithm = null)
    {
        var text = Encode(header, claims);
        return $"{text}.{Base64Url.EncodeToString(key.Sign(algorithm ?? key.DefaultAlgorithm, Encoding.ASCII.GetBytes(text)))}";
    }

    /// <summary>Says that it is signed with that key, whichever signs it.</summary>
    public TestToken WithKeyId(TestKey key)
    {
        Header["kid"] = key.Id;
        return this;
    }

    /// <summary>Signs it; the header gets <c>alg</c> and <c>kid</c> unless it has them.</summary>
    public string Sign(TestKey key, string? algorithm = null)
    {
        algorithm ??= key.DefaultAlgorithm;
        Header.TryAdd("alg", algorithm);
        Header.TryAdd("kid", key.Id);
        return Sign(Header.ToJsonString(), Claims.ToJsonString(), key, algorithm);
    }

    /// <summary>Signs it with a shared secret.</summary>
    public string SignSymmetric(byte[] secret)
    {
        Header.TryAdd("alg", "HS256");
        var text = Encode(Header.ToJsonString(), Claims.ToJsonString());
        return $"{text}.{Base64Url.EncodeToString(HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(text)))}";
    }

    /// <summary>Without a signature: the last part is empty.</summary>
    public string ToUnsigned() => Encode(Header.ToJsonString(), Claims.ToJsonString()) + ".";
}
