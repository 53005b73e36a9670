// SPDX-License-Identifier: Apache-2.0

using System.Net;

namespace Sluice.Testing.Http;

/// <summary>What a stub answers.</summary>
internal sealed record StubAnswer
{
    /// <summary>The status, from 200 to 599.</summary>
    public int Status { get; init; } = 200;

    /// <summary>Headers in their order; a name may come again.</summary>
    public IReadOnlyList<KeyValuePair<string, string?>> Headers { get; init; } = [];

    /// <summary>The body; null for none.</summary>
    public HttpBody? Body { get; init; }

    /// <exception cref="HttpEndpointException">No server could answer so.</exception>
    public void Check()
    {
        if (Status is < 200 or > 599)
        {
            throw new HttpEndpointException(FormattableString.Invariant($"A stub cannot answer with status {Status}: it is from 200 to 599."));
        }

        var headers = new WebHeaderCollection();
        foreach (var (name, value) in Headers)
        {
            if (name.ToUpperInvariant() is "CONTENT-LENGTH" or "TRANSFER-ENCODING" or "CONNECTION")
            {
                throw new HttpEndpointException($"A stub cannot answer with the header {name}: the kit writes it itself.");
            }

            try
            {
                headers.Add(name, value);
            }
            catch (ArgumentException exception)
            {
                throw new HttpEndpointException(
                    $"A stub cannot answer with the header \"{name}\": its name or its value is none that HTTP allows.", exception);
            }
        }
    }
}
