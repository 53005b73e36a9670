// SPDX-License-Identifier: Apache-2.0

using System.Collections.Concurrent;
using System.Text;
using System.Text.Encodings.Web;

namespace Sluice.Testing.Values;

/// <summary>
/// Replaces every secret that was read by <c>***</c>, also where it is escaped as JSON, encoded for an address, or in base64. Everything
/// that leaves the kit goes through it. Thread-safe.
/// </summary>
internal sealed class SecretMask
{
    private const string Mask = "***";

    private readonly ConcurrentDictionary<string, byte> _forms = new(StringComparer.Ordinal);
    private volatile string[] _longestFirst = [];

    /// <summary>Remembers a secret. An empty one hides nothing.</summary>
    public void Add(string secret)
    {
        if (secret.Length == 0)
        {
            return;
        }

        string[] forms =
        [
            secret, JavaScriptEncoder.Default.Encode(secret), JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(secret), Uri.EscapeDataString(secret),
            System.Net.WebUtility.UrlEncode(secret), Convert.ToBase64String(Encoding.UTF8.GetBytes(secret)),
        ];
        foreach (var form in forms)
        {
            _forms.TryAdd(form, 0);
        }

        _longestFirst = [.. _forms.Keys.OrderByDescending(form => form.Length)];
    }

    /// <summary>The text without secrets.</summary>
    public string Hide(string text)
    {
        foreach (var form in _longestFirst)
        {
            text = text.Replace(form, Mask, StringComparison.Ordinal);
        }

        return text;
    }
}
