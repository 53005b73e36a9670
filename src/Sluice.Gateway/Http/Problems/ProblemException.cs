// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Gateway.Http.Problems;

/// <summary>Ends a request with a problem.</summary>
internal sealed class ProblemException : Exception
{
    public ProblemException(Problem problem)
        : base(problem.Detail) => Problem = problem;

    public ProblemException(ErrorCode code, string detail)
        : this(new Problem(code, detail))
    {
    }

    /// <summary>What is answered.</summary>
    public Problem Problem { get; }
}
