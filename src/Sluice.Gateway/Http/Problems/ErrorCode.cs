// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Gateway.Http.Problems;

/// <summary>One row of the <see cref="ErrorCatalogue"/>: what clients may rely on.</summary>
/// <param name="Code">The code a program compares with.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Title">What it means, the same for every occurrence.</param>
/// <param name="When">When it is answered, for the documentation.</param>
internal sealed record ErrorCode(string Code, int Status, string Title, string When)
{
    /// <summary>Whether the same request may succeed later without a change.</summary>
    public bool IsRetryable { get; init; }

    /// <summary>Where the code is explained: a path of this server.</summary>
    public string Type => "/errors/" + Code;

    /// <summary>Whether <c>Retry-After</c> is sent.</summary>
    public bool HasRetryAfter => Status is 429 or 503 or 504;
}
