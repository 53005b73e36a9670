// SPDX-License-Identifier: Apache-2.0

using Sluice.Cli.Tests.Running;

namespace Sluice.Cli.Tests.Processes;

public sealed class ServeTlsTests : IDisposable
{
    private readonly string _folder = Path.Combine(Directory.CreateTempSubdirectory("sluice dev ").FullName, "certs");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_folder)!, recursive: true);

    [Theory]
    [InlineData(null)]
    [InlineData("orders")]
    public async Task Commands_ShouldWork_AsTheyArePrinted(string? client)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no bash.");
        Curl.Require();
        var made = await InProcess.RunAsync(["certs", "dev", "--out", _folder, .. client is null ? (string[])[] : ["--client", client]]);
        made.ExitCode.ShouldBe(0, made.Error);
        var serve = made.Lines.Single(line => line.StartsWith("sluice serve", StringComparison.Ordinal));
        var curl = made.Lines.Single(line => line.StartsWith("curl", StringComparison.Ordinal));

        // The printed address may be another server's here.
        await using var server = SluiceProcess.Start(
            "bash", ["-c", $"exec {serve} --url https://127.0.0.1:0"], new() { ["PATH"] = PathWithSluice });
        var address = await server.ReadAddressAsync();
        curl.ShouldContain(" https://localhost:9400/");
        var call = curl.Replace("https://localhost:9400/", $"https://localhost:{address.Port}/", StringComparison.Ordinal);
        var answer = await SluiceProcess.RunAsync("bash", ["-c", call.Replace("curl ", "curl -sS --fail ", StringComparison.Ordinal)]);

        address.Scheme.ShouldBe("https");
        answer.ExitCode.ShouldBe(0, answer.Error);
        answer.Output.ShouldContain("\"topics\"");
        if (client is not null)
        {
            var without = await SluiceProcess.RunAsync(
                "curl", ["-sS", "--cacert", Path.Combine(_folder, "ca.crt"), $"https://localhost:{address.Port}/v1/metadata/topics"]);
            without.ExitCode.ShouldNotBe(0);
        }
    }

    [Fact]
    public async Task Serve_ShouldSpeakTlsOnItsUsualPort_WhenThereIsACertificate()
    {
        await InProcess.RunAsync("certs", "dev", "--out", _folder);

        // It ends before it listens, so that nobody is in the way.
        var result = await InProcess.RunAsync("serve", "--tls-directory", _folder, "--management-url", "http://127.0.0.1:9400");

        result.ExitCode.ShouldBe(2);
        result.Error.ShouldContain("Gateway:Url has \"https://127.0.0.1:9400\"");
    }

    [Theory]
    [InlineData("serve --url http://0.0.0.0:0", "--insecure-no-tls (Gateway:InsecureNoTls)")]
    [InlineData("serve --url http://0.0.0.0:0", "--insecure-no-auth (Gateway:InsecureNoAuth)")]
    [InlineData("serve --url http://0.0.0.0:0 --insecure-no-tls", "--insecure-no-auth (Gateway:InsecureNoAuth)")]
    [InlineData("serve --url http://0.0.0.0:0 --insecure-no-auth", "--insecure-no-tls (Gateway:InsecureNoTls)")]
    [InlineData("serve --url https://127.0.0.1:0", "--tls-directory")]
    [InlineData("serve --url https://127.0.0.1:0 --tls-certificate a.pem --tls-directory b", "Tls:Certificate and Tls:Directory")]
    [InlineData("serve --tls-key a.key", "Tls:Key is given without Tls:Certificate")]
    [InlineData("serve --tls-certificate /nowhere/a.pem", "Tls:Certificate: the file cannot be read")]
    [InlineData("serve --tls-directory /nowhere", "Tls:Directory: /nowhere holds neither")]
    [InlineData("serve --url http://127.0.0.1:0 --management-url nonsense", "Management:Url has \"nonsense\"")]
    public async Task Serve_ShouldSayInOneLineWhyItDoesNotStart(string commandLine, string expected)
    {
        var result = await InProcess.RunAsync(commandLine.Split(' '));

        result.ExitCode.ShouldBe(2);
        result.Error.ShouldContain(expected);
        result.Error.Count(character => character == '\n').ShouldBe(1);
    }

    [Fact]
    public async Task Serve_ShouldBeOpen_AndSaySo_WhenItIsToldTo()
    {
        await using var server = SluiceProcess.Start("serve", "--url", "http://0.0.0.0:0", "--insecure-no-tls", "--insecure-no-auth");
        var address = await server.ReadAddressAsync();
        using var client = new HttpClient();

        (await client.GetStringAsync(new Uri($"http://127.0.0.1:{address.Port}/v1/metadata/topics"), Token)).ShouldContain("topics");
        await server.SignalAsync("INT");
        (await server.WaitForEndAsync()).Output.ShouldContain("INSECURE");
    }

    private static string PathWithSluice => AppContext.BaseDirectory + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH");
}
