// SPDX-License-Identifier: Apache-2.0

using Sluice.Testing.Endpoints;
using Sluice.Testing.Expectations;
using Sluice.Testing.Matching;

namespace Sluice.Testing.Cases;

/// <summary>An expectation with its time: what a file's step or a call in code comes down to.</summary>
internal sealed record ExpectRequest(string Endpoint, Expectation Expectation)
{
    /// <summary>By when, or for how long; null for the default.</summary>
    public TimeSpan? Length { get; init; }

    /// <summary>Whether it must hold for that long.</summary>
    public bool Holds { get; init; }

    /// <summary>Picks the case's own records; null for what carries its id.</summary>
    public Matcher? Where { get; init; }

    /// <summary>What is looked at, if not what the case sees since its bookmark.</summary>
    public IEndpointView? View { get; init; }

    /// <summary>Where the step stands: <c>order-accepted.case.yaml:21</c>.</summary>
    public string? Location { get; init; }
}
