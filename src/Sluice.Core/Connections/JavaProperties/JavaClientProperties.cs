// SPDX-License-Identifier: Apache-2.0

using Sluice.Core.Errors;

namespace Sluice.Core.Connections.JavaProperties;

/// <summary>
/// What a Java client's properties say, in terms of this client. The page <c>docs/reference/java-properties.md</c> has a row for each key.
/// Immutable; its text form shows no value.
/// </summary>
public sealed class JavaClientProperties
{
    private JavaClientProperties(Translation translation)
    {
        BootstrapServers = ServersTranslation.Translate(translation);
        Security = SecurityTranslation.Translate(translation);
        Consumer = ConsumerTranslation.Translate(translation);
        KafkaProperties = TargetsOf(translation, ofConsumers: false);
        Warnings = [.. translation.Warnings];
    }

    /// <summary>Comma-separated <c>host:port</c> pairs; null if the file does not say.</summary>
    public string? BootstrapServers { get; }

    /// <summary>librdkafka's properties of every client, by its names; without <see cref="Security"/> and <see cref="Consumer"/>.</summary>
    public IReadOnlyDictionary<string, string> KafkaProperties { get; }

    /// <summary>TLS and login.</summary>
    public JavaSecurity Security { get; }

    /// <summary>What a consumer of a group is to do.</summary>
    public JavaConsumer Consumer { get; }

    /// <summary>A sentence for each property that has no counterpart or no effect, and that names it, in the order of the file.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>Translates properties, such as those of <see cref="PropertiesText.Parse"/>. Of several with one key the last counts.</summary>
    /// <exception cref="KafkaFailureException">
    /// <see cref="FailureCode.InvalidConfiguration"/>: every fault in a line of its own, with the line and the key, without secrets.
    /// </exception>
    public static JavaClientProperties Translate(IEnumerable<JavaProperty> properties)
    {
        ArgumentNullException.ThrowIfNull(properties);
        var translation = new Translation(properties);
        var result = new JavaClientProperties(translation);
        return translation.Faults.Any()
            ? throw new KafkaFailureException(FailureCode.InvalidConfiguration, string.Join(Environment.NewLine, translation.Faults))
            : result;
    }

    internal static Dictionary<string, string> TargetsOf(Translation translation, bool ofConsumers)
    {
        var targets = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var rule in translation.Keys.Select(key => JavaPropertyTable.Rows[key]))
        {
            if (rule.Target is null || rule.IsConsumers != ofConsumers || translation.Find(rule.Key) is not { } value)
            {
                continue;
            }

            var target = rule.ToTarget(value);
            targets[rule.Target] = target;

            // What is negative leaves it to the system, and so does what becomes of it.
            if (target != value && value[0] != '-')
            {
                translation.AddWarning(rule.Key, $"{value} is beyond what the client can do: {target} is used.");
            }
        }

        return targets;
    }
}
