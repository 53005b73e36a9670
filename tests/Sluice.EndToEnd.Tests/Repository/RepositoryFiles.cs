// SPDX-License-Identifier: Apache-2.0

namespace Sluice.EndToEnd.Tests.Repository;

/// <summary>The files of the repository, without what builds leave behind.</summary>
internal static class RepositoryFiles
{
    private static readonly string[] BuildOutput = ["artifacts", "bin", "obj", "TestResults", "BenchmarkDotNet.Artifacts", "node_modules", ".git", ".vs", ".idea"];

    public static string Root { get; } = FindRoot();

    public static IEnumerable<string> All { get; } = [.. Walk(Root)];

    public static IEnumerable<string> Named(string ending) => All.Where(file => file.EndsWith(ending, StringComparison.Ordinal));

    public static string Relative(string file) => Path.GetRelativePath(Root, file);

    private static IEnumerable<string> Walk(string folder) => Directory.EnumerateFiles(folder).Concat(
        Directory.EnumerateDirectories(folder).Where(child => !BuildOutput.Contains(Path.GetFileName(child))).SelectMany(Walk));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Sluice.slnx")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("Sluice.slnx is in no folder above the tests.");
        }

        return folder.FullName;
    }
}
