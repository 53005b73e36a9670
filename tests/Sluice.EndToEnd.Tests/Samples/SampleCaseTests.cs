// SPDX-License-Identifier: Apache-2.0

using Sluice.Testing.Results;

namespace Sluice.EndToEnd.Tests.Samples;

public sealed class SampleCaseTests
{
    // Cases, and the lanes and rows of some of them.
    internal const int Runs = 39;

    [Fact]
    public async Task Cases_ShouldPass_WhenAllIsEmbedded() => ShouldPass(await SampleCases.RunAsync(SampleCases.All));

    [Fact]
    public async Task Cases_ShouldPass_WhenAServiceIsInAnotherLanguage() =>
        ShouldPass(await SampleCases.RunAsync(SampleCases.All, python: await Python.RequireAsync()));

    private static void ShouldPass(RunResult result)
    {
        result.Cases.Count.ShouldBe(Runs);
        result.Cases.Where(one => one.Outcome != Outcome.Passed).Select(FailureText.Of).ShouldBeEmpty();
    }
}
