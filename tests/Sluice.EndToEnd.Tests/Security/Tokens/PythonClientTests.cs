// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;

namespace Sluice.EndToEnd.Tests.Security.Tokens;

/// <summary>The reference client in Python, with Microsoft's library for it.</summary>
[Collection(nameof(TokenGateway))]
public sealed class PythonClientTests
{
    // Debian's packages belong to this one, whichever comes first in PATH.
    private const string Python = "/usr/bin/python3";
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Client_ShouldSucceed()
    {
        Assert.SkipUnless(File.Exists(Python), $"Needs {Python}.");
        var (missing, _, _) = await RunAsync([], "-c", "import msal, requests");
        Assert.SkipUnless(missing == 0, $"Needs msal and requests for {Python}: the packages python3-msal and python3-requests.");
        await using var gateway = await TokenGateway.StartAsync(tokenVersion: 1);
        var environment = new Dictionary<string, string>
        {
            ["TENANT_ID"] = gateway.Provider.TenantId,
            ["CLIENT_ID"] = gateway.Application.ClientId,
            ["CLIENT_SECRET"] = gateway.Application.Secret,
            ["AUTHORITY_HOST"] = gateway.Provider.Address.ToString().TrimEnd('/'),
            ["GATEWAY"] = gateway.Program.Address.ToString().TrimEnd('/'),
            ["REQUESTS_CA_BUNDLE"] = gateway.Provider.AuthorityFile,
            ["NO_PROXY"] = "localhost,127.0.0.1",
            ["TOPIC"] = $"python-{Guid.NewGuid():N}",
        };

        var (code, output, error) = await RunAsync(
            environment, Path.Combine(AppContext.BaseDirectory, "Security", "Tokens", "reference_client.py"));

        code.ShouldBe(0, error);
        output.ReplaceLineEndings("\n").ShouldBe("""
            **********
            5
            3.14
            {"foo":"bar"}
            [{"foo":"bar"},{"foo":"baz"}]
            {"customer":{"name":"Ada","orders":[{"id":1}]}}

            """.ReplaceLineEndings("\n"));
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(Dictionary<string, string> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo(Python, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(Timeout);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(deadline.Token);
            var error = process.StandardError.ReadToEndAsync(deadline.Token);
            await process.WaitForExitAsync(deadline.Token);
            return (process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw;
        }
    }
}
