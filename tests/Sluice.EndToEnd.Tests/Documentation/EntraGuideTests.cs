// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Sluice.EndToEnd.Tests.Repository;
using Sluice.Gateway;

namespace Sluice.EndToEnd.Tests.Documentation;

/// <summary>The guide's code is what the tests of clients run, and its settings are settings.</summary>
public sealed class EntraGuideTests
{
    private const string Guide = "entra.md";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("csharp", "MsalClient.cs")]
    [InlineData("python", "reference_client.py")]
    public async Task Guide_ShouldHaveTheCodeThatIsTested(string language, string file)
    {
        var source = Path.Combine(RepositoryFiles.Root, "tests", "Sluice.EndToEnd.Tests", "Security", "Tokens", file);
        var code = WithoutIndents(await File.ReadAllTextAsync(source, Cancellation));

        var examples = (await GuideBlock.ReadAllAsync(Guide)).Where(block => block.Language == language).ToArray();

        examples.ShouldNotBeEmpty();
        examples.ShouldAllBe(example => code.Contains(WithoutIndents(example.Text), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Guide_ShouldHaveSettingsThatAreTaken()
    {
        var page = await File.ReadAllTextAsync(Path.Combine(RepositoryFiles.Root, "docs", "guides", Guide), Cancellation);
        var authority = Path.GetTempFileName();
        using var certificates = new Sluice.TestIdentity.TestAuthority();
        await File.WriteAllTextAsync(authority, certificates.Certificate.ExportCertificatePem(), Cancellation);
        var examples = page.Split("```json")[1..].Select(block => block.Split("```")[0].Replace("company-ca.pem", authority, StringComparison.Ordinal)).ToArray();

        examples.Length.ShouldBe(3);
        foreach (var example in examples)
        {
            JsonElement.Parse(example).GetProperty("Security").GetProperty("Tokens").ValueKind.ShouldBe(JsonValueKind.Object);
            var file = Path.GetTempFileName();
            await File.WriteAllTextAsync(file, example, Cancellation);
            await using var app = GatewayApplication.Build(new Dictionary<string, string?> { ["Gateway:Url"] = "http://127.0.0.1:0" }, file);
            await app.StartAsync(Cancellation);
            await app.StopAsync(Cancellation);
            File.Delete(file);
        }

        File.Delete(authority);
    }

    private static string WithoutIndents(string text) => string.Join('\n', text.Split('\n').Select(line => line.Trim()));
}
