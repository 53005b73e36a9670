// SPDX-License-Identifier: Apache-2.0

using System.Runtime.CompilerServices;

namespace Sluice.Cli.Tests.Documentation;

/// <summary>The repository's own files.</summary>
internal static class Repository
{
    public static string FullPath(string path) => Path.Combine(Root(), path);

    public static Task<string> ReadAsync(string path) => File.ReadAllTextAsync(FullPath(path), TestContext.Current.CancellationToken);

    private static string Root([CallerFilePath] string sourceFile = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(sourceFile)!, "..", "..", ".."));
}
