// SPDX-License-Identifier: Apache-2.0

using Sluice.Soak.Gateways;
using Sluice.Soak.Reporting;

namespace Sluice.Soak.Load;

/// <summary>Judges answers by what the API promises of them.</summary>
internal static class AnswerJudgement
{
    /// <summary>What a client allows an operation. The gateway's own deadline is 9 s; the rest is the way there and back on a busy machine.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    /// <summary>Every answer is a success or a well-formed outage, in time.</summary>
    public static void Add(ScenarioReport report, string of, IReadOnlyList<Answer> answers)
    {
        report.AtLeast($"{of}: answers", answers.Count, 1);
        report.Note($"{of}: of them 503 or 504", answers.Count(answer => answer.IsOutage));
        report.None($"{of}: neither 200 nor a 503/504 that may be retried", [.. answers.Where(answer => !answer.IsOk && !answer.IsOutage).Select(Text)]);
        report.Within($"{of}: slowest answer", answers.Count == 0 ? TimeSpan.Zero : answers.Max(answer => answer.Elapsed), Deadline);
    }

    /// <summary>Every answer is a well-formed outage, in time.</summary>
    public static void AddOutage(ScenarioReport report, string of, IReadOnlyList<Answer> answers)
    {
        report.AtLeast($"{of}: answers", answers.Count, 1);
        report.None($"{of}: not a 503/504 that may be retried", [.. answers.Where(answer => !answer.IsOutage).Select(Text)]);
        report.Within($"{of}: slowest answer", answers.Count == 0 ? TimeSpan.Zero : answers.Max(answer => answer.Elapsed), Deadline);
    }

    private static string Text(Answer answer) => answer.ToString();
}
