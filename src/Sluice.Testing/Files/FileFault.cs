// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Testing.Files;

/// <summary>What is wrong in a file, and where.</summary>
/// <param name="File">The file as it was named.</param>
/// <param name="Line">The line, counted from 1.</param>
/// <param name="Column">The column, counted from 1.</param>
/// <param name="Message">What is wrong and what to do, without a secret.</param>
public sealed record FileFault(string File, int Line, int Column, string Message)
{
    /// <summary>One line that editors and terminals link: <c>pipeline.yaml:12:7: unknown key "endpoint": did you mean "endpoints"?</c></summary>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{File}:{Line}:{Column}: {Message}");
}
