// SPDX-License-Identifier: Apache-2.0

using System.Reflection;
using Microsoft.Extensions.FileSystemGlobbing;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

namespace Sluice.Testing.Xunit;

/// <summary>Makes a theory of case files: one test each, which takes the file's path.</summary>
/// <example><c>[Theory, CaseFiles("cases/**/*.case.yaml")] public Task Case(string file) => pipeline.RunAsync(file);</c></example>
/// <param name="pattern">Which files, below the tests' own folder.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class CaseFilesAttribute(string pattern) : DataAttribute
{
    /// <summary>Which files, below the tests' own folder.</summary>
    public string Pattern { get; } = pattern;

    /// <inheritdoc />
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker)
    {
        var matcher = new Matcher().AddInclude(Pattern);
        string[] files = [.. matcher.GetResultsInFullPath(AppContext.BaseDirectory).Select(file => Path.GetRelativePath(AppContext.BaseDirectory, file)).Order(StringComparer.Ordinal)];
        return files.Length > 0
            ? ValueTask.FromResult<IReadOnlyCollection<ITheoryDataRow>>([.. files.Select(file => new TheoryDataRow<string>(file))])
            : throw new ArgumentException($"There is no file {Pattern} below {AppContext.BaseDirectory}: are the case files copied to the tests' folder (CopyToOutputDirectory)?");
    }

    /// <inheritdoc />
    public override bool SupportsDiscoveryEnumeration() => true;
}
