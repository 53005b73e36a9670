// SPDX-License-Identifier: Apache-2.0

using System.Runtime.CompilerServices;

namespace Sluice.Gateway.Tests.Docs;

/// <summary>Files of the folder <c>docs</c>, where the sources are.</summary>
internal static class Document
{
    /// <summary>Set to 1, tests that compare a generated document write it instead.</summary>
    public const string UpdateVariable = "SLUICE_UPDATE_DOCS";

    public static bool IsToBeUpdated => Environment.GetEnvironmentVariable(UpdateVariable) == "1";

    public static string Read(string path) => File.ReadAllText(FullPath(path));

    public static void Write(string path, string text) => File.WriteAllText(FullPath(path), text);

    private static string FullPath(string path, [CallerFilePath] string sourceFile = "") =>
        Path.Combine(Path.GetDirectoryName(sourceFile)!, "..", "..", "..", "docs", path);
}
