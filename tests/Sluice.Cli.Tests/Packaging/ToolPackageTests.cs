// SPDX-License-Identifier: Apache-2.0

using Sluice.Cli.Tests.Documentation;
using Sluice.Cli.Tests.Running;

namespace Sluice.Cli.Tests.Packaging;

public sealed class ToolPackageTests
{
    /// <summary>Packs what is built, under a version that no cache can know, and runs what is installed from it.</summary>
    [Fact]
    public async Task Tool_ShouldRun_WhenItIsInstalledFromThePackage()
    {
        var version = $"0.0.0-test.{Guid.NewGuid():N}";
        var folder = Directory.CreateTempSubdirectory("sluice-tool-").FullName;
        try
        {
            var tools = Path.Combine(folder, "tools");
            var project = Repository.FullPath("src/Sluice.Cli");
            await DotnetAsync("pack", project, "--no-build", "-c", Configuration, $"-p:Version={version}", "-o", folder);
            await DotnetAsync("tool", "install", "Sluice.Cli", "--version", version, "--tool-path", tools, "--add-source", folder);
            await using var kafka = new EmbeddedKafka();
            var topic = await kafka.CreateTopicAsync();
            var tool = Path.Combine(tools, OperatingSystem.IsWindows() ? "sluice.exe" : "sluice");

            // The native library is found, and so is ASP.NET.
            var topics = await SluiceProcess.RunAsync(tool, ["topics", "list", "-b", kafka.BootstrapServers]);
            await using var serve = SluiceProcess.Start(tool, ["serve", "--url", "http://127.0.0.1:0"], []);
            using var client = new HttpClient { BaseAddress = await serve.ReadAddressAsync() };
            var brokers = await client.GetStringAsync("v1/metadata/brokers", TestContext.Current.CancellationToken);

            topics.Error.ShouldBeEmpty();
            topics.Lines.ShouldBe([topic]);
            brokers.ShouldContain("\"id\":3");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // The folder of this assembly is named after it.
    private static string Configuration =>
        new DirectoryInfo(AppContext.BaseDirectory).Name.StartsWith("release", StringComparison.OrdinalIgnoreCase) ? "Release" : "Debug";

    private static async Task DotnetAsync(params string[] args)
    {
        var result = await SluiceProcess.RunAsync("dotnet", args, new() { ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1", ["DOTNET_NOLOGO"] = "1" });
        result.ExitCode.ShouldBe(0, result.Output + result.Error);
    }
}
