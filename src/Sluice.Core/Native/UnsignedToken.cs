// SPDX-License-Identifier: Apache-2.0

using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Sluice.Core.Native;

/// <summary>
/// The token that nobody signed of <c>enable.sasl.oauthbearer.unsecure.jwt</c>, for brokers under test. The native client makes it itself only where
/// its events are not taken (RFC 7519, section 6; the settings are those of librdkafka's <c>sasl.oauthbearer.config</c>).
/// </summary>
internal static class UnsignedToken
{
    private static readonly string[] Known = ["principal", "principalClaimName", "scope", "scopeClaimName", "lifeSeconds"];
    private static readonly TimeSpan DefaultLife = TimeSpan.FromHours(1);

    /// <summary>Gives a client the token that its settings ask for.</summary>
    public static void Give(nint client, string settings)
    {
        var values = settings.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(setting => setting.Split('=', 2))
            .ToLookup(parts => parts[0], parts => parts[^1], StringComparer.Ordinal);
        if (values.Select(value => value.Key).FirstOrDefault(name => !Known.Contains(name)) is { } unknown)
        {
            Librdkafka.SetTokenFailure(client, $"sasl.oauthbearer.config: {unknown} is not known, only {string.Join(", ", Known)} are.");
            return;
        }

        if (values["principal"].FirstOrDefault() is not { } principal)
        {
            Librdkafka.SetTokenFailure(client, "sasl.oauthbearer.config has no principal=NAME.");
            return;
        }

        var life = int.TryParse(values["lifeSeconds"].FirstOrDefault(), CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(seconds)
            : DefaultLife;
        var now = TimeProvider.System.GetUtcNow();
        var expiresAt = now + life;
        var claims = new Dictionary<string, object>
        {
            [values["principalClaimName"].FirstOrDefault("sub")] = principal,
            ["iat"] = now.ToUnixTimeMilliseconds() / 1000.0,
            ["exp"] = expiresAt.ToUnixTimeMilliseconds() / 1000.0,
        };
        if (values["scope"].FirstOrDefault() is { } scopes)
        {
            claims[values["scopeClaimName"].FirstOrDefault("scope")] = scopes.Split(',');
        }

        Span<byte> error = stackalloc byte[512];
        var token = $"{Base64Url.EncodeToString("""{"alg":"none"}"""u8)}.{Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(claims))}.";
        if (Librdkafka.SetToken(client, token, expiresAt.ToUnixTimeMilliseconds(), principal, 0, 0, error, (nuint)error.Length) != 0)
        {
            Librdkafka.SetTokenFailure(client, Encoding.UTF8.GetString(error[..error.IndexOf((byte)0)]));
        }
    }
}
