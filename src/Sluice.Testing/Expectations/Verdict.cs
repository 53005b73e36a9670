// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Testing.Expectations;

/// <summary>How an expectation stands.</summary>
internal enum Verdict
{
    /// <summary>Not enough came yet.</summary>
    Pending,

    /// <summary>It is met, as things are.</summary>
    Satisfied,

    /// <summary>It cannot be met any more.</summary>
    Violated,

    /// <summary>The reader lost its place.</summary>
    CannotTell,
}
