// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using Microsoft.Playwright;
using Sluice.Testing.Results;

namespace Sluice.Testing.Tests.Reporting;

/// <summary>The page as people meet it, in a real browser.</summary>
public sealed class HtmlReportTests(ReportPage chromium) : IClassFixture<ReportPage>
{
    private static readonly RunResult Run = Runs.Of(Runs.Passed(), Runs.Failed(), Runs.Unknown());

    [Fact]
    public async Task Page_ShouldShowWhatFailedFirst_WithAllItsEvidence()
    {
        var (page, troubles) = await chromium.OpenAsync(Run);

        (await page.TitleAsync()).ShouldBe("orders: 1 passed, 1 failed, 1 cannot tell in 8.4 s");
        var first = page.GetByRole(AriaRole.Article).First;
        (await first.GetByRole(AriaRole.Button).First.GetAttributeAsync("aria-expanded")).ShouldBe("true");
        var text = await first.InnerTextAsync();
        text.ShouldContain("expect enriched: 1 matching within 10s, got 0");
        text.ShouldContain("enriched ✘");
        text.ShouldContain("it consumed your message and wrote nothing matching");
        (await first.Locator(".diff mark").AllInnerTextsAsync()).Select(line => line.Trim()).ShouldBe(
            ["\"segment\": \"gold\"", "\"segment\": \"bronze\""], "only what differs is marked");
        troubles.ShouldBeEmpty();
    }

    [Fact]
    public async Task Timeline_ShouldBeDrawnToScale_AndReadableByKeyboard()
    {
        var (page, _) = await chromium.OpenAsync(Runs.Of(Runs.Passed()));
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("an order is accepted") }).ClickAsync();

        var dots = page.Locator("circle");
        var x = await dots.EvaluateAllAsync<double[]>("all => all.map(one => Number(one.getAttribute('cx')))");
        x[1].ShouldBe(x[0] + ((880 - x[0]) / 2), 0.5, "750 of 1,500 ms are half of the way");
        await dots.Nth(1).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        (await page.Locator(".body > pre:not([hidden])").InnerTextAsync()).ShouldContain("orders-2@7  key=5a00");
    }

    [Fact]
    public async Task Cases_ShouldBeFoundByOutcomeAndText()
    {
        var (page, _) = await chromium.OpenAsync(Run);
        var cases = page.GetByRole(AriaRole.Article);

        await page.GetByRole(AriaRole.Button, new() { Name = "1 passed" }).ClickAsync();
        (await cases.CountAsync()).ShouldBe(2);
        await page.GetByRole(AriaRole.Searchbox).FillAsync("enriched 7F3C");
        (await cases.CountAsync()).ShouldBe(1);
        (await page.GetByRole(AriaRole.Status).InnerTextAsync()).ShouldBe("1 of 3 cases");
        await page.GetByRole(AriaRole.Searchbox).FillAsync("nowhere");
        (await page.GetByText("No case is like that.").IsVisibleAsync()).ShouldBeTrue();
    }

    [Fact]
    public async Task Page_ShouldBeUsableByKeyboardAlone()
    {
        var (page, _) = await chromium.OpenAsync(Run);

        await page.Keyboard.PressAsync("/");
        (await Focused(page)).ShouldBe("search");
        await page.Keyboard.TypeAsync("cancelled");
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Enter");
        (await page.GetByRole(AriaRole.Heading, new() { Name = "Cannot tell" }).IsVisibleAsync()).ShouldBeTrue();
        await page.Keyboard.PressAsync("Escape");
        (await page.GetByRole(AriaRole.Heading, new() { Name = "Cannot tell" }).IsVisibleAsync()).ShouldBeFalse();
    }

    [Fact]
    public async Task Link_ShouldLeadToItsCase()
    {
        var (page, _) = await chromium.OpenAsync(Run, hash: "#an%20order%20is%20accepted");

        (await page.GetByRole(AriaRole.Button, new() { NameRegex = new("an order is accepted") }).GetAttributeAsync("aria-expanded")).ShouldBe("true");
    }

    [Fact]
    public async Task Colours_ShouldFollowTheSystem_UntilTheReaderSwitches()
    {
        var (page, _) = await chromium.OpenAsync(Run, colors: ColorScheme.Dark);

        var dark = await GroundAsync(page);
        dark.ShouldBe("rgb(20, 23, 27)");
        await page.GetByRole(AriaRole.Button, new() { Name = "Switch between light and dark" }).ClickAsync();
        (await GroundAsync(page)).ShouldBe("rgb(251, 251, 250)");
    }

    [Theory]
    [InlineData(320)]
    [InlineData(390)]
    public async Task Page_ShouldNotScrollSideways_OnAPhone(int width)
    {
        var (page, _) = await chromium.OpenAsync(Runs.Of(Runs.Failed(new string('x', 300), $"{{\"long\":\"{new string('y', 2_000)}\"}}"), Runs.Passed()), width);

        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(width);
    }

    [Fact]
    public async Task Values_ShouldStayValues_WhateverTheyHold()
    {
        var (page, troubles) = await chromium.OpenAsync(Runs.Of(Runs.Failed(Runs.Hostile, Runs.Hostile), Runs.Unknown(Runs.Hostile)));

        (await page.TitleAsync()).ShouldStartWith("orders:");
        (await page.Locator("img").CountAsync()).ShouldBe(0);
        (await page.GetByRole(AriaRole.Article).First.InnerTextAsync()).ShouldContain("<img src=x onerror=");
        troubles.ShouldBeEmpty();
    }

    [Fact]
    public async Task Page_ShouldSayWhatMatters_WithoutScripts()
    {
        var (page, _) = await chromium.OpenAsync(Run, scripts: false);

        (await page.Locator("noscript").InnerTextAsync()).ShouldContain("expect enriched: 1 matching within 10s, got 0");
    }

    [Fact]
    public async Task Page_ShouldOpenSoon_WithAThousandCases()
    {
        var clock = Stopwatch.StartNew();
        var (page, _) = await chromium.OpenAsync(Runs.Of([.. Enumerable.Range(0, 1_000).Select(i => Runs.Passed($"case {i}", id: $"id{i}"))]));
        await page.GetByRole(AriaRole.Searchbox).FillAsync("id999");

        (await page.GetByRole(AriaRole.Article).CountAsync()).ShouldBe(1);
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20));
    }

    private static Task<string> Focused(IPage page) => page.EvaluateAsync<string>("document.activeElement.id");

    private static Task<string> GroundAsync(IPage page) => page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor");
}
