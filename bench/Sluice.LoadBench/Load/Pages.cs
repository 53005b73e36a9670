// SPDX-License-Identifier: Apache-2.0

using System.Globalization;

namespace Sluice.LoadBench.Load;

/// <summary>Answers to reads. Their bytes are read and not looked at: what a client makes of them is its own.</summary>
internal static class Pages
{
    /// <summary>Reads one answer to its end and returns the offset to ask for next.</summary>
    public static async Task<long> ReadAsync(HttpClient client, Uri path, CancellationToken cancellationToken)
    {
        using var response = await client.GetAsync(path, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        response.EnsureSuccessStatusCode();
        await response.Content.CopyToAsync(Stream.Null, cancellationToken);
        return long.Parse(response.Headers.GetValues("NextOffset").Single(), CultureInfo.InvariantCulture);
    }
}
