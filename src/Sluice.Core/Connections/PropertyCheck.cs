// SPDX-License-Identifier: Apache-2.0

using System.Text;
using Sluice.Core.Native;

namespace Sluice.Core.Connections;

/// <summary>Checks client properties with the client's own rules, before any client is made.</summary>
internal static class PropertyCheck
{
    private const int Ok = 0;
    private const int Unknown = -2;

    /// <summary>Every fault: the property's name and what is wrong with it, without a secret value.</summary>
    public static IReadOnlyList<string> FindFaults(IEnumerable<KeyValuePair<string, string>> properties)
    {
        var configuration = Librdkafka.ConfNew();
        try
        {
            var faults = new List<string>();
            foreach (var (name, value) in properties.OrderBy(property => property.Key, StringComparer.Ordinal))
            {
                if ((OwnedProperties.FindReason(name) ?? FindFault(configuration, name, value)) is { } fault)
                {
                    faults.Add($"Kafka:Properties:{name}: {fault}");
                }
            }

            return faults;
        }
        finally
        {
            Librdkafka.ConfDestroy(configuration);
        }
    }

    private static string? FindFault(nint configuration, string name, string value)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            return "it has no value.";
        }

        Span<byte> error = stackalloc byte[512];
        var result = Librdkafka.ConfSet(configuration, name, value, error, (nuint)error.Length);
        if (result == Ok)
        {
            return null;
        }

        var words = Encoding.UTF8.GetString(error[..error.IndexOf((byte)0)]).TrimEnd('.') + ".";
        if (result == Unknown && KnownProperties.FindNearest(name) is { } nearest)
        {
            return $"{words} Is \"{nearest}\" meant?";
        }

        return IsSecret(name) && words.Contains(value, StringComparison.Ordinal) ? "the value is refused." : words;
    }

    private static bool IsSecret(string name) =>
        name.Contains("password", StringComparison.Ordinal) || name.Contains("secret", StringComparison.Ordinal)
        || name.EndsWith(".pem", StringComparison.Ordinal) || name.EndsWith(".passphrase", StringComparison.Ordinal)
        || name is "sasl.oauthbearer.config" or "sasl.username" or "sasl.jaas.config";
}
