// SPDX-License-Identifier: Apache-2.0

using System.Collections.Concurrent;
using Microsoft.Playwright;
using Sluice.Testing.Reporting;
using Sluice.Testing.Results;

namespace Sluice.Testing.Tests.Reporting;

/// <summary>A headless Chromium that opens reports as files.</summary>
public sealed class ReportPage : IAsyncLifetime
{
    private static readonly string[] Browsers = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sluice-page-");
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        if (Array.Find(Browsers, File.Exists) is { } executable)
        {
            _playwright = await Playwright.CreateAsync();
            _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = executable, Args = ["--no-sandbox"] });
        }
    }

    public async ValueTask DisposeAsync()
    {
        await (_browser?.DisposeAsync() ?? ValueTask.CompletedTask);
        _playwright?.Dispose();
        _folder.Delete(recursive: true);
    }

    /// <summary>Opens the report of a run; what the page asks the network for, and every error of its script, goes into the bag.</summary>
    internal async Task<(IPage Page, ConcurrentBag<string> Troubles)> OpenAsync(RunResult run, int width = 1200, ColorScheme? colors = null, string hash = "", bool scripts = true)
    {
        Assert.SkipWhen(_browser is null, $"Needs Chromium at one of {string.Join(", ", Browsers)}.");
        var file = Path.Combine(_folder.FullName, $"{Guid.NewGuid():N}.html");
        await File.WriteAllTextAsync(file, HtmlReport.Of(run), TestContext.Current.CancellationToken);
        var context = await _browser.NewContextAsync(new() { ViewportSize = new() { Width = width, Height = 900 }, ColorScheme = colors, JavaScriptEnabled = scripts });
        var page = await context.NewPageAsync();
        page.SetDefaultTimeout((float)TimeSpan.FromMinutes(1).TotalMilliseconds);
        var troubles = new ConcurrentBag<string>();
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith("file:", StringComparison.Ordinal))
            {
                troubles.Add(request.Url);
            }
        };
        page.PageError += (_, error) => troubles.Add(error);
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
            {
                troubles.Add(message.Text);
            }
        };
        await page.GotoAsync($"file://{file}{hash}");
        return (page, troubles);
    }
}
