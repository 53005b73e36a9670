// SPDX-License-Identifier: Apache-2.0

using System.Text.RegularExpressions;
using Sluice.Testing.Results;

namespace Sluice.EndToEnd.Tests.Samples;

/// <summary>The table of mutants in the sample's README, row by row; the rows of each service side by side, since they mostly wait.</summary>
public static partial class MutantCaseTests
{
    public sealed class OfSplitter
    {
        /// <summary>Mutant, service, case and the hop that the failure names.</summary>
        public static TheoryData<string, string, string, string> Rows() => RowsOf("1A");

        [Theory]
        [MemberData(nameof(Rows))]
        public Task Case_ShouldFailAndNameTheHop_WhenTheServiceIsAMutant(string mutant, string service, string name, string hop) =>
            ShouldBeCaughtAsync(mutant, service, name, hop);
    }

    public sealed class OfEnricher
    {
        /// <inheritdoc cref="OfSplitter.Rows"/>
        public static TheoryData<string, string, string, string> Rows() => RowsOf("3B");

        [Theory]
        [MemberData(nameof(Rows))]
        public Task Case_ShouldFailAndNameTheHop_WhenTheServiceIsAMutant(string mutant, string service, string name, string hop) =>
            ShouldBeCaughtAsync(mutant, service, name, hop);
    }

    public sealed class OfEnricherInPython
    {
        /// <inheritdoc cref="OfSplitter.Rows"/>
        public static TheoryData<string, string, string, string> Rows() => RowsOf("3B");

        [Theory]
        [MemberData(nameof(Rows))]
        public async Task Case_ShouldFailAndNameTheHop_WhenTheServiceIsAMutant(string mutant, string service, string name, string hop) =>
            await ShouldBeCaughtAsync(mutant, service, name, hop, await Python.RequireAsync());
    }

    public sealed class OfWriters
    {
        /// <inheritdoc cref="OfSplitter.Rows"/>
        public static TheoryData<string, string, string, string> Rows() => RowsOf("2A", "4B");

        [Theory]
        [MemberData(nameof(Rows))]
        public Task Case_ShouldFailAndNameTheHop_WhenTheServiceIsAMutant(string mutant, string service, string name, string hop) =>
            ShouldBeCaughtAsync(mutant, service, name, hop);
    }

    private static TheoryData<string, string, string, string> RowsOf(params string[] services) =>
    [
        .. MutantRow().Matches(File.ReadAllText(Path.Combine(SampleCases.Folder, "README.md")))
            .Where(row => services.Contains(row.Groups["service"].Value))
            .Select(row => (row.Groups["mutant"].Value, row.Groups["service"].Value, row.Groups["case"].Value, row.Groups["hop"].Value)),
    ];

    private static async Task ShouldBeCaughtAsync(string mutant, string service, string name, string hop, string? python = null)
    {
        var result = await SampleCases.RunAsync([SampleCases.Case(name)], mutant, service, python);

        result.Outcome.ShouldBe(Outcome.Failed);
        var failures = result.Cases.Where(one => one.Failure is not null).Select(one => one.Failure!).ToArray();
        failures.ShouldAllBe(failure => failure.Services.Count > 0 && failure.Services[0].Service == hop);
    }

    [GeneratedRegex(
        @"^\| `(?<mutant>[a-z-]+)` \| [^|]+ \| (?<service>\d[AB]) \| (?<case>[a-z-]+) \| (?<hop>\d[AB]) \|$", RegexOptions.Multiline)]
    private static partial Regex MutantRow();
}
