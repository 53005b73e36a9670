// SPDX-License-Identifier: Apache-2.0

using Sluice.Testing.Matching;
using Sluice.Testing.Values;

namespace Sluice.Testing.Http;

/// <summary>How a stub behaves.</summary>
internal sealed record StubServerOptions
{
    /// <summary>The clock of arrivals, delays and bounds.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Where a request carries its case's id; null if it does not.</summary>
    public Selector? Id { get; init; }

    /// <summary>What must not stand in an answer that says why no rule matched.</summary>
    public SecretMask Secrets { get; init; } = new();

    /// <summary>How long a client may take to send a body, and again to take its answer.</summary>
    public TimeSpan TransferTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long requests under way may take once the stub stops.</summary>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How many requests are remembered.</summary>
    public int MaxRequests { get; init; } = 10_000;

    /// <summary>How much memory they may hold.</summary>
    public long MaxBytes { get; init; } = 64 * 1024 * 1024;
}
