// SPDX-License-Identifier: Apache-2.0

using Sluice.Testing.Results;

namespace Sluice.Testing.Xunit;

/// <summary>Cases of a file failed, or nothing can be told of them. The message has each with all its evidence.</summary>
public sealed class CasesFailedException : Exception
{
    internal CasesFailedException(RunResult result)
        : base(string.Join(
            Environment.NewLine + Environment.NewLine,
            result.Cases.Where(one => one.Outcome is Outcome.Failed or Outcome.Error).Select(one => FailureText.Of(one)))) => Result = result;

    /// <summary>The run.</summary>
    public RunResult Result { get; }
}
