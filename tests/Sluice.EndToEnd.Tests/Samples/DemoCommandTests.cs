// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;

namespace Sluice.EndToEnd.Tests.Samples;

public sealed class DemoCommandTests
{
    [Fact]
    public async Task Demo_ShouldRunTheSample_WithNothingInstalled()
    {
        var token = TestContext.Current.CancellationToken;
        var program = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "sluice.exe" : "sluice");
        using var demo = Process.Start(new ProcessStartInfo(program, ["test", "--demo"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = demo.StandardOutput.ReadToEndAsync(token);
        var error = demo.StandardError.ReadToEndAsync(token);
        await demo.WaitForExitAsync(token).WaitAsync(TimeSpan.FromMinutes(3), token);

        demo.ExitCode.ShouldBe(0, await output + await error);
        (await output).ShouldContain($"\n{SampleCaseTests.Runs} passed, 0 failed, 0 cannot tell in ");
        (await error).ShouldContain("3B is");
    }
}
