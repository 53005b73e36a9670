// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;

namespace Sluice.EndToEnd.Tests.Samples;

/// <summary>The Python that has Debian's packages.</summary>
internal static class Python
{
    private const string File = "/usr/bin/python3";

    /// <summary>Skips the test where its Kafka client is missing.</summary>
    public static async Task<string> RequireAsync()
    {
        Assert.SkipUnless(System.IO.File.Exists(File), $"There is no {File}.");
        using var check = Process.Start(new ProcessStartInfo(File, ["-c", "import confluent_kafka"]) { RedirectStandardError = true })!;
        await check.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.SkipUnless(check.ExitCode == 0, $"{File} has no confluent_kafka: install python3-confluent-kafka.");
        return File;
    }
}
