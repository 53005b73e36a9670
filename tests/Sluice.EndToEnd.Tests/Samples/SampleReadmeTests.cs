// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using System.Text.RegularExpressions;
using Sluice.EndToEnd.Tests.Repository;

namespace Sluice.EndToEnd.Tests.Samples;

public sealed partial class SampleReadmeTests
{
    private static readonly string Folder = Path.Combine(RepositoryFiles.Root, "samples", "orders-pipeline");
    private static readonly string Text = File.ReadAllText(Path.Combine(Folder, "README.md"));
    private static readonly Match[] Mutants = MutantRow().Matches(Text).ToArray();

    [Fact]
    public async Task MutantTable_ShouldHaveThoseThatTheServicesKnow()
    {
        var start = new ProcessStartInfo(SampleService.Program, ["1A"]) { RedirectStandardError = true };
        start.Environment["KAFKA_BOOTSTRAP"] = "127.0.0.1:1";
        start.Environment["MUTANT"] = "unknown";
        start.Environment["MUTANT_SERVICE"] = "1A";
        using var service = Process.Start(start)!;
        var error = await service.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await service.WaitForExitAsync(TestContext.Current.CancellationToken);

        service.ExitCode.ShouldBe(2);
        error.Trim().ShouldBe($"MUTANT is \"unknown\"; there are {string.Join(", ", Mutants.Select(row => row.Groups["mutant"].Value))}.");
    }

    [Fact]
    public void MutantTable_ShouldNameCasesThatAreThere()
    {
        Mutants.Length.ShouldBe(9);
        Mutants.Select(row => row.Groups["case"].Value).Except(CaseNames()).ShouldBeEmpty();
        Mutants.ShouldAllBe(row => row.Groups["service"].Value == row.Groups["hop"].Value);
    }

    [Fact]
    public void CaseTable_ShouldHaveEveryCase() =>
        CaseRow().Matches(Text).Select(row => row.Groups["case"].Value).Order().ShouldBe(CaseNames());

    private static IEnumerable<string> CaseNames() => Directory.EnumerateFiles(Path.Combine(Folder, "cases"), "*.case.yaml")
        .Select(file => Path.GetFileName(file)[..^".case.yaml".Length]).Order();

    [GeneratedRegex(@"^\| `(?<mutant>[a-z-]+)` \| [^|]+ \| (?<service>\d[AB]) \| (?<case>[a-z-]+) \| (?<hop>\d[AB]) \|$", RegexOptions.Multiline)]
    private static partial Regex MutantRow();

    [GeneratedRegex(@"^\| \[(?<case>[a-z-]+)\]\(", RegexOptions.Multiline)]
    private static partial Regex CaseRow();
}
