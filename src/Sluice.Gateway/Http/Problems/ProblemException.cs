// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Gateway.Http.Problems;

/// <summary>Ends a request with a problem.</summary>
internal sealed class ProblemException : Exception
{
    public ProblemException(Problem problem, Exception? inner = null)
        : base(problem.Detail, inner) => Problem = problem;

    public ProblemException(ErrorCode code, string detail, Exception? inner = null)
        : this(new Problem(code, detail), inner)
    {
    }

    /// <summary>What is answered.</summary>
    public Problem Problem { get; }
}
