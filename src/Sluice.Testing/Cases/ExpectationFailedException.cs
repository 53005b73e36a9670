// SPDX-License-Identifier: Apache-2.0

using Sluice.Testing.Results;

namespace Sluice.Testing.Cases;

/// <summary>The services did not do what a case expects of them. The message is the whole failure as a person reads it.</summary>
public sealed class ExpectationFailedException : Exception
{
    internal ExpectationFailedException(string message, ExpectationFailure failure)
        : base(message) => Failure = failure;

    /// <summary>The failure with its evidence.</summary>
    public ExpectationFailure Failure { get; }
}
