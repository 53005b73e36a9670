// SPDX-License-Identifier: Apache-2.0

using System.Text.RegularExpressions;

namespace Sluice.Core.Connections.JavaProperties;

/// <summary>A file on its way: the values that are as they must be, and what was found wrong or has no counterpart.</summary>
internal sealed partial class Translation
{
    // Settings of what commonly stands around a client: of schema registries and their deserializers, and of Confluent's monitoring.
    private static readonly string[] OthersPrefixes =
    [
        "schema.registry.", "basic.auth.", "bearer.auth.", "specific.avro.", "apicurio.", "confluent.", "auto.register.schemas", "use.latest.version",
    ];

    private readonly Dictionary<string, (int Line, string Value)> _values = new(StringComparer.Ordinal);
    private readonly List<(int Line, string Text)> _faults = [];
    private readonly List<(int Line, string Text)> _warnings = [];

    public Translation(IEnumerable<JavaProperty> properties)
    {
        var last = new Dictionary<string, JavaProperty>(StringComparer.Ordinal);
        foreach (var property in properties)
        {
            last[property.Key] = property;
        }

        foreach (var property in last.Values)
        {
            Take(property);
        }
    }

    public IEnumerable<string> Faults => _faults.OrderBy(fault => fault.Line).Select(fault => fault.Text);

    public IEnumerable<string> Warnings => _warnings.OrderBy(warning => warning.Line).Select(warning => warning.Text);

    /// <summary>The keys whose values can be used.</summary>
    public IEnumerable<string> Keys => _values.Keys;

    /// <summary>The value of a key in its one form; null if it is not given, empty or wrong.</summary>
    public string? Find(string key) => _values.TryGetValue(key, out var found) && found.Value.Length > 0 ? found.Value : null;

    /// <summary>True if the key is given with an empty value.</summary>
    public bool IsEmpty(string key) => _values.TryGetValue(key, out var found) && found.Value.Length == 0;

    /// <param name="key">The key whose value is wrong.</param>
    /// <param name="text">What is wrong and what to do, without a value that may be secret.</param>
    public void AddFault(string key, string text) => Add(_faults, key, text);

    public void AddWarning(string key, string text) => Add(_warnings, key, text);

    private void Add(List<(int, string)> to, string key, string text)
    {
        // A key that is missing has no line: what concerns the whole file comes first.
        var line = _values.TryGetValue(key, out var found) ? found.Line : 0;
        to.Add((line, line == 0 ? $"{key}: {text}" : $"line {line}: {key}: {text}"));
    }

    private void Take(JavaProperty property)
    {
        var (key, value, line) = property;
        if (!JavaPropertyTable.Rows.TryGetValue(key, out var rule))
        {
            TakeUnknown(key, line);
        }
        else if (rule.Treatment == JavaPropertyTreatment.Refused)
        {
            _faults.Add((line, $"line {line}: {key} cannot be used: {rule.Note}"));
        }
        else if (Reference().IsMatch(value))
        {
            _faults.Add((line, $"line {line}: {key}: references such as ${{file:…}} are not looked up: write the value itself."));
        }
        else if (rule.Treatment == JavaPropertyTreatment.Ignored)
        {
            _warnings.Add((line, $"line {line}: {key} is ignored: {rule.Note}"));
        }
        else if (rule.Value.Read(value) is { } read)
        {
            _values[key] = (line, read);
        }
        else
        {
            _faults.Add((line, $"line {line}: {key}: \"{value}\" is wrong: it must be {rule.Value.Allowed}."));
        }
    }

    private void TakeUnknown(string key, int line)
    {
        if (key.StartsWith("config.providers.", StringComparison.Ordinal))
        {
            return;
        }

        if (Array.Exists(OthersPrefixes, prefix => key.StartsWith(prefix, StringComparison.Ordinal)))
        {
            _warnings.Add((line, $"line {line}: {key} is ignored: it is no setting of Kafka's clients."));
            return;
        }

        var nearest = KnownProperties.FindNearest(key, JavaPropertyTable.Rows.Keys);
        var advice = nearest is null ? "remove it, or end the line before it with \\ if it continues there." : $"is \"{nearest}\" meant?";

        // What looks like no name may be a piece of a key or a password whose line was not continued.
        var name = nearest is not null || Name().IsMatch(key) ? $"\"{key}\"" : "what stands here";
        _faults.Add((line, $"line {line}: {name} is no setting that Kafka's clients know: {advice}"));
    }

    [GeneratedRegex(@"^\$\{[^{}:]*:[^{}]*\}$")]
    private static partial Regex Reference();

    [GeneratedRegex(@"^[a-z]+([._-][a-z0-9]+)*$")]
    private static partial Regex Name();
}
