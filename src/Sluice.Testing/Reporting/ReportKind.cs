// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Testing.Reporting;

/// <summary>A form in which a run is reported.</summary>
public enum ReportKind
{
    /// <summary><c>junit.xml</c>: what GitLab, Jenkins, Azure Pipelines and viewers for GitHub read.</summary>
    JUnit,

    /// <summary><c>report.html</c>: one page without a network.</summary>
    Html,

    /// <summary><c>run.jsonl</c>: one JSON object a line, written while the run goes on.</summary>
    JsonLines,

    /// <summary><c>summary.md</c>: a job's summary.</summary>
    Markdown,
}
