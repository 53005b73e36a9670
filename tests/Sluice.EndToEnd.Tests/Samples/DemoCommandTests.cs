// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using Sluice.EndToEnd.Tests.Clusters;

namespace Sluice.EndToEnd.Tests.Samples;

/// <summary>The sample from the command line, as its README says it.</summary>
public sealed class DemoCommandTests : IDisposable
{
    private readonly DirectoryInfo _stores = Directory.CreateTempSubdirectory("sluice-stores-");

    public void Dispose() => _stores.Delete(recursive: true);

    [Fact]
    public async Task Demo_ShouldRunTheSample_WithNothingInstalled()
    {
        var (exitCode, output, error) = await RunAsync("--demo");

        exitCode.ShouldBe(0, output + error);
        output.ShouldContain($"\n{SampleCaseTests.Runs} passed, 0 failed, 0 cannot tell in ");
        error.ShouldContain("3B is");
    }

    [Fact]
    public async Task Test_ShouldStartABrokerAndTheServices()
    {
        RealKafka.RequireDistribution();
        await Python.RequireAsync();

        var (exitCode, output, error) = await RunAsync(
            SampleCases.Pipeline, SampleCases.Case("duplicate"), SampleCases.Case("invalid-status"), "--kafka", "process", "--start-services");

        exitCode.ShouldBe(0, output + error);
        output.ShouldContain("\n2 passed, 0 failed, 0 cannot tell in ");
    }

    [Fact]
    public async Task Test_ShouldEndWithThree_WhenNoBrokerIsThere()
    {
        var (exitCode, output, error) = await RunAsync(SampleCases.Pipeline, SampleCases.Case("duplicate"), "--kafka", "127.0.0.1:1", "--timeout", "3s");

        exitCode.ShouldBe(3, output + error);
        error.ShouldContain("127.0.0.1:1");
    }

    private async Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] arguments)
    {
        var token = TestContext.Current.CancellationToken;
        var program = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "sluice.exe" : "sluice");
        var start = new ProcessStartInfo(program, ["test", .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["MONGO"] = $"sqlite:{Path.Combine(_stores.FullName, "views.db")}";
        start.Environment["ELASTIC"] = $"sqlite:{Path.Combine(_stores.FullName, "search.db")}";
        using var run = Process.Start(start)!;
        var output = run.StandardOutput.ReadToEndAsync(token);
        var error = run.StandardError.ReadToEndAsync(token);
        await run.WaitForExitAsync(token).WaitAsync(TimeSpan.FromMinutes(3), token);
        return (run.ExitCode, await output, await error);
    }
}
