// SPDX-License-Identifier: Apache-2.0

using Sluice.Testing.Reporting;
using Sluice.Testing.Results;

namespace Sluice.Testing.Tests.Reporting;

/// <summary>Text that came in a record is no command to whoever reads the log.</summary>
public sealed class LogTextTests
{
    [Theory]
    [InlineData("a ##vso[task.setvariable]x", "a ##vso [task.setvariable]x")]
    [InlineData("##[error]x", "## [error]x")]
    [InlineData("##teamcity[blockOpened]", "##teamcity [blockOpened]")]
    [InlineData("#\u200d#v\u00adso[x]", "#·#v·so[x]")]
    [InlineData("::set-output name=a::b", ": :set-output name=a::b")]
    [InlineData("seen\n  ::error::x", "seen\n  : :error::x")]
    [InlineData("a::b, [c] #1", "a::b, [c] #1")]
    [InlineData("red \u001b[31m, back \r over, bell \a", "red ·[31m, back · over, bell ·")]
    [InlineData("\u202egnp.exe\u2028::error::", "·gnp.exe·::error::")]
    [InlineData("tab\tand\nline, naïve 日本 ✔", "tab\tand\nline, naïve 日本 ✔")]
    public void Guard_ShouldBreakCommands_AndNothingElse(string text, string expected) => LogText.Guard(text).ShouldBe(expected);

    [Fact]
    public void PlainProgress_ShouldGuardAllThatItWrites()
    {
        var output = new StringWriter();
        var progress = new PlainProgress(output);
        var started = DateTimeOffset.UnixEpoch;
        var passed = new CaseResult { Name = "##vso[task.complete]", Id = "1", Outcome = Outcome.Passed, Started = started, Elapsed = TimeSpan.Zero };
        var error = passed with { Outcome = Outcome.Error, Error = "it said\n::stop-commands::x\u001b[2J" };

        progress.RunStarted("##[group]", started, 2);
        progress.CaseEnded(passed);
        progress.CaseEnded(error);
        progress.RunEnded(new RunResult("p", started, TimeSpan.Zero, [passed, error]));

        output.ToString().ShouldBe("""
            ## [group]: 2 cases
            ✔ ##vso [task.complete]  0.0 s
            ✘ ##vso [task.complete] [id 1]  cannot tell: it said
            : :stop-commands::x·[2J
            1 passed, 0 failed, 1 cannot tell in 0.0 s

            """);
    }
}
