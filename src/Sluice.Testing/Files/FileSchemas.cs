// SPDX-License-Identifier: Apache-2.0

using System.Text;

namespace Sluice.Testing.Files;

/// <summary>The JSON Schemas (2020-12) of pipeline and case files, for editors.</summary>
public static class FileSchemas
{
    /// <summary>The schema of a pipeline file.</summary>
    public static string Pipeline { get; } = Read("pipeline");

    /// <summary>The schema of a case file.</summary>
    public static string Case { get; } = Read("case");

    private static string Read(string name)
    {
        using var stream = typeof(FileSchemas).Assembly.GetManifestResourceStream($"Sluice.Testing.Files.Schemas.{name}.schema.json")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
