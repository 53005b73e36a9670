// SPDX-License-Identifier: Apache-2.0

using Microsoft.Extensions.FileSystemGlobbing;

namespace Sluice.Cli.Testing;

/// <summary>Finds case files: by name, by pattern (<c>cases/**/*.case.yaml</c>, which not every shell unfolds), or all below a folder.</summary>
internal static class CaseArguments
{
    private const string Ending = "*.case.yaml";

    /// <summary>The files, each once: those of a pattern or folder in the order of their names.</summary>
    /// <exception cref="CommandException">A name or pattern leads to nothing.</exception>
    public static IReadOnlyList<string> Find(IEnumerable<string> arguments) =>
        [.. arguments.SelectMany(Find).Distinct(StringComparer.Ordinal)];

    private static IEnumerable<string> Find(string argument)
    {
        if (File.Exists(argument))
        {
            return [argument];
        }

        var isFolder = Directory.Exists(argument);
        var (root, pattern) = isFolder ? (argument, $"**/{Ending}") : Split(argument);
        string[] found = Directory.Exists(root)
            ? [.. new Matcher().AddInclude(pattern).GetResultsInFullPath(root).Select(path => Path.GetRelativePath(".", path)).Order(StringComparer.Ordinal)]
            : [];
        return found.Length > 0 ? found : throw new CommandException(
            ExitCodes.Usage, isFolder ? $"there is no {Ending} below {argument}" : $"there is no file {argument}");
    }

    // A pattern begins behind the last folder that has no wildcard.
    private static (string Root, string Pattern) Split(string argument)
    {
        var parts = argument.Replace('\\', '/').Split('/');
        var plain = parts.TakeWhile(part => !part.Contains('*', StringComparison.Ordinal)).Count();
        var root = string.Join('/', parts.Take(Math.Min(plain, parts.Length - 1)));
        return (root.Length == 0 ? argument.StartsWith('/') ? "/" : "." : root, string.Join('/', parts.Skip(Math.Min(plain, parts.Length - 1))));
    }
}
