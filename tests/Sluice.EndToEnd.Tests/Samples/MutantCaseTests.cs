// SPDX-License-Identifier: Apache-2.0

using System.Text.RegularExpressions;
using Sluice.Testing.Results;

namespace Sluice.EndToEnd.Tests.Samples;

/// <summary>The table of mutants in the sample's README, row by row.</summary>
public sealed partial class MutantCaseTests
{
    /// <summary>Mutant, service, case and the hop that the failure names.</summary>
    public static TheoryData<string, string, string, string> Rows() =>
        [.. MutantRow().Matches(File.ReadAllText(Path.Combine(SampleCases.Folder, "README.md"))).Select(row => (
            row.Groups["mutant"].Value, row.Groups["service"].Value, row.Groups["case"].Value, row.Groups["hop"].Value))];

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Case_ShouldFailAndNameTheHop_WhenAServiceIsAMutant(string mutant, string service, string name, string hop)
    {
        var result = await SampleCases.RunAsync([SampleCases.Case(name)], mutant, service);

        ShouldBeCaught(result, hop);
    }

    [Theory]
    [InlineData("send-twice", "order-accepted")]
    [InlineData("change-field", "customer-segments")]
    [InlineData("skip-partition", "six-lanes")]
    public async Task Case_ShouldFailAndNameTheHop_WhenTheMutantIsInAnotherLanguage(string mutant, string name)
    {
        var result = await SampleCases.RunAsync([SampleCases.Case(name)], mutant, "3B", await Python.RequireAsync());

        ShouldBeCaught(result, "3B");
    }

    private static void ShouldBeCaught(RunResult result, string hop)
    {
        result.Outcome.ShouldBe(Outcome.Failed);
        var failures = result.Cases.Where(one => one.Failure is not null).Select(one => one.Failure!).ToArray();
        failures.ShouldAllBe(failure => failure.Services.Count > 0 && failure.Services[0].Service == hop);
    }

    [GeneratedRegex(
        @"^\| `(?<mutant>[a-z-]+)` \| [^|]+ \| (?<service>\d[AB]) \| (?<case>[a-z-]+) \| (?<hop>\d[AB]) \|$", RegexOptions.Multiline)]
    private static partial Regex MutantRow();
}
