// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Text.Json.Nodes;

namespace Sluice.Testing.Values;

/// <summary>Where values come from that are not the case's own. Thread-safe.</summary>
/// <param name="folder">The folder that paths of files begin at.</param>
/// <param name="secrets">Told of every secret that is read.</param>
/// <param name="time">The clock of <c>now</c>.</param>
/// <param name="variable">Reads an environment variable.</param>
internal sealed class ValueSources(string folder, SecretMask secrets, TimeProvider time, Func<string, string?> variable)
{
    /// <summary>How values are written that come from outside of cases.</summary>
    public const string Form = "env:NAME, secret:NAME, file:PATH, uuid and now";

    private const int MaxFileBytes = 16 * 1024 * 1024;

    /// <summary>Whether an expression stands for such a value.</summary>
    public static bool Knows(string expression) => expression is "uuid" or "now" || IsMoment(expression) || (IsNamed(expression) && expression.Split(':', 2)[1].Length > 0);

    /// <summary>Whether it names a variable, a secret or a file.</summary>
    public static bool IsNamed(string expression) => expression.Split(':', 2) is ["env" or "secret" or "file", _];

    /// <summary>Whether it is a moment at a distance: <c>now+5m</c>.</summary>
    public static bool IsMoment(string expression) => expression.StartsWith("now", StringComparison.Ordinal) && expression[3..].Trim() is ['+' or '-', ..];

    /// <summary>The same, with paths that begin at another folder.</summary>
    public ValueSources In(string other) => new(other, secrets, time, variable);

    /// <summary>The environment variable; <c>NAME:-TEXT</c> stands for the text where it is missing or empty, as in a shell.</summary>
    public JsonNode Environment(string written)
    {
        var (name, otherwise) = written.Split(":-", 2) is [var first, var second] ? (first, second) : (written, null);
        return (otherwise is not null && variable(name) is { Length: 0 } ? otherwise : variable(name) ?? otherwise) ?? throw new ValueException($"${{env:{name}}} has no value: set the environment variable {name}.");
    }

    /// <summary>The environment variable of that name, or the first line of the file that <c>NAME_FILE</c> names, as Docker and Kubernetes hand secrets out.</summary>
    public JsonNode Secret(string name)
    {
        var secret = variable(name) ?? FromFile(name)
            ?? throw new ValueException($"${{secret:{name}}} has no value: set the environment variable {name}, or {name}_FILE to a file that holds it.");
        secrets.Add(secret);
        return secret;
    }

    public JsonNode File(string path) => Read(path, $"${{file:{path}}}");

    /// <summary>The moment by ISO 8601, in UTC with milliseconds; a distance such as <c>+5m</c> or <c>-1h</c> may stand behind.</summary>
    public JsonNode Now(string distance)
    {
        var shift = distance.Trim() switch
        {
            "" => TimeSpan.Zero,
            ['+', .. var ahead] when Duration.Parse(ahead.Trim()) is { } time => time,
            ['-', .. var back] when Duration.Parse(back.Trim()) is { } time => -time,
            _ => throw new ValueException($"${{now{distance}}} has no value: behind now stands + or - and {Duration.Form}."),
        };
        return (time.GetUtcNow() + shift).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
    }

    private string? FromFile(string name) =>
        variable(name + "_FILE") is { Length: > 0 } path ? Read(path, $"${{secret:{name}}}").Split('\n')[0].TrimEnd('\r') : null;

    private string Read(string path, string what)
    {
        try
        {
            var file = new FileInfo(Path.Combine(folder, path));
            return file.Exists && file.Length > MaxFileBytes
                ? throw new ValueException($"{what} has no value: {path} is larger than {MaxFileBytes / 1024 / 1024} MiB.")
                : System.IO.File.ReadAllText(file.FullName);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ValueException($"{what} has no value: {path} cannot be read: {exception.Message}", inner: exception);
        }
    }
}
