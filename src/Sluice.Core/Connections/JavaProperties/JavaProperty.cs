// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Core.Connections.JavaProperties;

/// <summary>One entry of a properties file. Immutable; its text form leaves the value out, which may be a password.</summary>
/// <param name="Key">The key, unescaped; may be empty.</param>
/// <param name="Value">The value, unescaped; may be empty.</param>
/// <param name="Line">The line its key stands on, from 1.</param>
public sealed record JavaProperty(string Key, string Value, int Line)
{
    /// <summary>The key and its line, without the value.</summary>
    public override string ToString() => $"{Key} (line {Line})";
}
