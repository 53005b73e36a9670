// SPDX-License-Identifier: Apache-2.0

using System.Net;
using System.Net.Sockets;
using Sluice.Cli.Tests.Running;

namespace Sluice.Cli.Tests.Processes;

/// <summary>What <c>sluice test</c> writes to a real terminal, and to none.</summary>
public sealed class TestTerminalTests : IDisposable
{
    private const string HideCursor = "\e[?25l";
    private const string ShowCursor = "\e[?25h";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sluice-terminal-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("TERM=xterm-256color", true, true)]
    [InlineData("TERM=xterm-256color NO_COLOR=1", true, false)]
    [InlineData("TERM=dumb", false, false)]
    public async Task Run_ShouldBeShownLive_OnATerminalThatCan(string environment, bool isLive, bool hasColours)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/script"), "/usr/bin/script, which makes terminals, is not there (package bsdutils).");
        var command = $"env {environment} {SluiceProcess.File} test {await WritePipelineAsync()} {await WriteCaseAsync()}";

        var result = await SluiceProcess.RunAsync("/usr/bin/script", ["-q", "-e", "-c", command, "/dev/null"]);

        result.ExitCode.ShouldBe(0, result.Output + result.Error);
        result.Output.ShouldContain("1 passed, 0 failed, 0 cannot tell");
        result.Output.Contains(HideCursor, StringComparison.Ordinal).ShouldBe(isLive);
        result.Output.LastIndexOf(ShowCursor, StringComparison.Ordinal).ShouldBeGreaterThanOrEqualTo(result.Output.LastIndexOf(HideCursor, StringComparison.Ordinal));
        result.Output.Contains("\e[38;", StringComparison.Ordinal).ShouldBe(hasColours);
    }

    [Fact]
    public async Task Run_ShouldBeToldInPlainLines_WhereNobodyLooksOn()
    {
        var result = await SluiceProcess.RunAsync(SluiceProcess.File, ["test", await WritePipelineAsync(), await WriteCaseAsync()]);

        result.ExitCode.ShouldBe(0, result.Error);
        result.Output.ShouldNotContain("\e");
        result.Lines[0].ShouldBe("pipeline: 1 case");
        result.Lines[1].ShouldStartWith("✔ the kit asks itself  ");
    }

    private async Task<string> WritePipelineAsync()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
        return await WriteAsync("pipeline.yaml", $$"""
            endpoints:
              api:  { http: "{{address}}" }
              stub: { http: "{{address}}", stub: true }
            """);
    }

    private Task<string> WriteCaseAsync() => WriteAsync("one.case.yaml", """
        name: the kit asks itself
        steps:
          - stub: stub
            value: { answer: 42 }
          - send: api
            path: /question
          - expect: api
            match: { answer: 42 }
        """);

    private async Task<string> WriteAsync(string name, string content)
    {
        var file = Path.Combine(_folder.FullName, name);
        await File.WriteAllTextAsync(file, content, TestContext.Current.CancellationToken);
        return file;
    }
}
