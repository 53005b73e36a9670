// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
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
    public async Task Diff_ShouldMarkThePathThatDiffers_AndKeepEveryDigit()
    {
        const string value = """{"lines":[{"sku":1},{"sku":12345678901234567890.10}],"plain":{"source":"5"}}""";
        var differs = Runs.Failed() with
        {
            Failure = Runs.Failed().Failure! with { Closest = new("enriched-2@9041", [new("lines[1].sku", "expected 2", null)], """{"$.lines[*].sku":2}""", value) },
        };
        var (page, _) = await chromium.OpenAsync(Runs.Of(differs));

        (await page.Locator(".diff mark").AllInnerTextsAsync()).Select(line => line.Trim()).ShouldBe(["\"sku\": 12345678901234567890.10"]);
        (await page.Locator(".diff").InnerTextAsync()).ShouldContain("\"source\": \"5\"");
    }

    [Fact]
    public async Task Timeline_ShouldBeDrawnToScale_AndReadableByKeyboard()
    {
        var (page, _) = await chromium.OpenAsync(Runs.Of(Runs.Passed()));
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("an order is accepted") }).ClickAsync();

        var chart = page.GetByRole(AriaRole.Group, new() { Name = "Timeline, drawn to scale" });
        var (lane, sent, seen) = (await chart.Locator("line").Last.BoundingBoxAsync(), await CentreAsync(chart, "sent at 0 ms: events-2@9, key 5a00"), await CentreAsync(chart, "seen at 750 ms: orders-2@7, key 5a00"));
        sent.ShouldBe(lane!.X, 2);
        seen.ShouldBe(lane.X + (lane.Width / 2), 2, "750 of 1,500 ms are half of the way");
        await chart.GetByRole(AriaRole.Button).First.FocusAsync();
        await page.Keyboard.PressAsync("ArrowRight");
        await page.Keyboard.PressAsync("Enter");
        (await page.Locator(".body > pre:not([hidden])").InnerTextAsync()).ShouldBe("750 ms  record\norders-2@7  key=5a00\n{\n  \"total\": 12.50\n}");
        (await chart.Locator("[tabindex='0']").CountAsync()).ShouldBe(1, "many records are one stop of the Tab key");
    }

    [Fact]
    public async Task Timeline_ShouldKeepTheRunsOwnEventsApart_FromAnEndpointThatIsCalledEvents()
    {
        var passed = Runs.Passed();
        var (page, _) = await chromium.OpenAsync(Runs.Of(passed with
        {
            Timeline = [.. passed.Timeline, new TimelineEntry { At = TimeSpan.FromSeconds(1), Kind = TimelineKind.Event, Text = "a broker stopped" }],
        }));
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("an order is accepted") }).ClickAsync();

        (await page.Locator(".chart g > text").AllTextContentsAsync()).ShouldBe(["events", "orders", "(run)"]);
        await page.GetByText("All 3 as a table").ClickAsync();
        (await page.GetByRole(AriaRole.Table, new() { Name = "Timeline as a table" }).GetByRole(AriaRole.Row).Last.InnerTextAsync()).ShouldContain("a broker stopped");
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
        (await page.GetByRole(AriaRole.Heading, new() { Name = "Cannot tell", Exact = true }).IsVisibleAsync()).ShouldBeTrue();
        await page.Keyboard.PressAsync("Escape");
        (await page.GetByRole(AriaRole.Heading, new() { Name = "Cannot tell", Exact = true }).IsVisibleAsync()).ShouldBeFalse();

        await page.GetByRole(AriaRole.Searchbox).FillAsync("");
        await page.GetByRole(AriaRole.Searchbox).BlurAsync();
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("k");
        (await page.EvaluateAsync<string>("document.activeElement.innerText")).ShouldContain("an order is cancelled");
    }

    [Fact]
    public async Task Link_ShouldLeadToItsCase()
    {
        var (page, _) = await chromium.OpenAsync(Run, hash: "#an%20order%20is%20accepted");

        (await IsOpenAsync(page, "an order is accepted")).ShouldBe("true");
        await page.EvaluateAsync("location.hash = 'c0de'");
        await page.WaitForFunctionAsync("document.activeElement.innerText.includes('an order is cancelled')");
        (await IsOpenAsync(page, "an order is cancelled")).ShouldBe("true");
    }

    [Fact]
    public async Task Link_ShouldBeById_WhereATitleIsTakenTwice_AndHarmless_WhereItIsNone()
    {
        var (page, troubles) = await chromium.OpenAsync(Runs.Of(Runs.Failed(), Runs.Failed(id: "other")), hash: "#%E0%A4%A");

        (await page.GetByRole(AriaRole.Link, new() { Name = "Link to this case" }).GetAttributeAsync("href")).ShouldBe("#7f3c");
        (await page.GetByRole(AriaRole.Article).CountAsync()).ShouldBe(2);
        troubles.ShouldBeEmpty();
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
    public async Task Page_ShouldForbidTheNetwork_EvenToAScriptThatGotIn()
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        var (page, _) = await chromium.OpenAsync(Run);

        var refused = await page.EvaluateAsync<string>(
            """
            address => new Promise(done => {
                addEventListener("securitypolicyviolation", violation => done(violation.effectiveDirective));
                setTimeout(() => done("nothing"), 5000);
                document.body.append(Object.assign(new Image(), { src: address }));
            })
            """,
            $"http://{server.LocalEndpoint}/");
        refused.ShouldBe("img-src", "that is what the policy refused");
        server.Pending().ShouldBeFalse("nobody asked");
    }

    [Fact]
    public async Task Page_ShouldSayWhatMatters_WithoutScripts()
    {
        var (page, _) = await chromium.OpenAsync(Run, scripts: false);

        var rows = page.GetByRole(AriaRole.Row);
        (await rows.AllInnerTextsAsync()).Select(row => row.Split('\t')[0]).ShouldBe(["outcome", "passed", "failed", "error"]);
        (await rows.Nth(2).InnerTextAsync()).ShouldContain("expect enriched: 1 matching within 10s, got 0");
        (await page.GetByRole(AriaRole.Searchbox).IsVisibleAsync()).ShouldBeFalse("what needs a script is not shown");
    }

    [Fact]
    public async Task Page_ShouldOpenSoon_WithAThousandCases()
    {
        var clock = Stopwatch.StartNew();
        var (page, _) = await chromium.OpenAsync(Runs.Of([.. Enumerable.Range(0, 1_000).Select(i => Runs.Failed($"case {i}", id: $"id{i}"))]));
        await page.GetByRole(AriaRole.Searchbox).FillAsync("id999");

        (await page.GetByRole(AriaRole.Article).CountAsync()).ShouldBe(1);
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20));
    }

    private static Task<string?> IsOpenAsync(IPage page, string title) =>
        page.GetByRole(AriaRole.Button, new() { NameRegex = new(title) }).GetAttributeAsync("aria-expanded");

    private static async Task<float> CentreAsync(ILocator chart, string name)
    {
        var box = await chart.GetByRole(AriaRole.Button, new() { Name = name }).BoundingBoxAsync();
        return box!.X + (box.Width / 2);
    }

    private static Task<string> Focused(IPage page) => page.EvaluateAsync<string>("document.activeElement.id");

    private static Task<string> GroundAsync(IPage page) => page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor");
}
