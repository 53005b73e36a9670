// SPDX-License-Identifier: Apache-2.0

using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Sluice.Gateway.Security.Tls;

namespace Sluice.Gateway.Tests.Security.Tls;

public sealed class TlsWatchTests
{
    [Fact]
    public async Task Watch_ShouldWarnOnceADay_UntilTheCertificateHasExpired()
    {
        using var certificates = new TestCertificates();
        certificates.Write(certificates.Issue(days: 3)).Dispose();
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var log = new FakeLogger<TlsCertificates>();
        var options = Options.Create(new TlsOptions { Directory = certificates.Folder, ReloadInterval = TimeSpan.FromHours(1) });
        using var watch = new TlsWatch(new TlsCertificates(new TlsFiles(options, time), time, log), options, time);

        await watch.StartingAsync(TestContext.Current.CancellationToken);
        await watch.StartAsync(TestContext.Current.CancellationToken);
        for (var day = 1; day <= 4; day++)
        {
            var warnings = day;
            await TlsGateway.UntilAsync(() => log.Collector.Count == warnings);
            await AdvanceADayAsync(time, () => log.Collector.Count > warnings);
        }

        await watch.StopAsync(TestContext.Current.CancellationToken);
        var levels = log.Collector.GetSnapshot().Select(entry => entry.Level).ToArray();
        levels[..3].ShouldAllBe(level => level == LogLevel.Warning);
        levels[3..].ShouldAllBe(level => level == LogLevel.Error);
        levels.Length.ShouldBe(5);
    }

    // The watch reads files between two ticks, and a tick that it does not wait for is lost.
    private static async Task AdvanceADayAsync(FakeTimeProvider time, Func<bool> isDone)
    {
        var hours = 0;
        await TlsGateway.UntilAsync(() =>
        {
            if (!isDone() && hours < 24)
            {
                hours++;
                time.Advance(TimeSpan.FromHours(1));
            }

            return isDone();
        });
    }
}
