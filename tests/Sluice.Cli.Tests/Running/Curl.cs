// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Cli.Tests.Running;

/// <summary>The machine's own curl, which commands of the documents call.</summary>
internal static class Curl
{
    private static readonly bool IsThere = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, "curl")));

    /// <summary>Skips the test where there is none.</summary>
    public static void Require() => Assert.SkipUnless(IsThere, "There is no curl on the path.");
}
