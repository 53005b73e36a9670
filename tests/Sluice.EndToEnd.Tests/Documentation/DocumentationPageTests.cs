// SPDX-License-Identifier: Apache-2.0

using System.Collections.Concurrent;
using Microsoft.Playwright;
using Sluice.EndToEnd.Tests.Contract;
using Sluice.EndToEnd.Tests.Gateways;

namespace Sluice.EndToEnd.Tests.Documentation;

/// <summary>The page for people, in a real browser.</summary>
public sealed class DocumentationPageTests(EmbeddedGateway gateway) : GatewayContract(gateway)
{
    private static readonly string[] Browsers = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    [Fact]
    public async Task Page_ShouldShowEveryOperation_WithNothingFromElsewhere()
    {
        var executable = Array.Find(Browsers, File.Exists);
        Assert.SkipWhen(executable is null, $"Needs Chromium at one of {string.Join(", ", Browsers)}.");
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = executable, Args = ["--no-sandbox"] });
        var page = await browser.NewPageAsync();
        page.SetDefaultTimeout((float)TimeSpan.FromMinutes(2).TotalMilliseconds);
        var elsewhere = new ConcurrentBag<string>();
        var failures = new ConcurrentBag<string>();
        await page.RouteAsync(url => !url.StartsWith(Client.Address.ToString(), StringComparison.Ordinal), route =>
        {
            elsewhere.Add(route.Request.Url);
            return route.AbortAsync();
        });
        page.PageError += (_, error) => failures.Add(error);
        page.Response += (_, response) =>
        {
            if (response.Status >= 400)
            {
                failures.Add($"{response.Status} {response.Url}");
            }
        };

        await page.GotoAsync(new Uri(Client.Address, "docs").ToString());

        // A section of the page is made when it is gone to.
        foreach (var (section, path) in new[]
        {
            ("Metadata", "/v1/metadata/brokers"),
            ("Topics", "/v1/topics/{topic}"),
            ("Producer", "/v1/producer/topics/{topic}"),
            ("Consumer", "/v1/consumer/topics/{topic}/partitions/{partition}/offsets/{offset}"),
        })
        {
            await page.GetByRole(AriaRole.Link, new() { Name = section, Exact = true }).First.ClickAsync();
            await page.GetByText(path).First.WaitForAsync();
        }

        elsewhere.ShouldBeEmpty();
        failures.ShouldBeEmpty();
        (await page.GetByText("Ask AI").CountAsync()).ShouldBe(0, "the page must not offer to send anything elsewhere");
    }
}
