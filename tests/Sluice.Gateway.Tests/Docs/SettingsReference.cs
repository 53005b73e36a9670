// SPDX-License-Identifier: Apache-2.0

using System.Collections;
using System.Globalization;
using System.Reflection;
using Sluice.Core;

namespace Sluice.Gateway.Tests.Docs;

/// <summary>Every setting that is bound: found by the options classes, which are those with a section's name.</summary>
internal static class SettingsReference
{
    private const string SectionName = "SectionName";
    private static readonly Assembly[] Product = [typeof(GatewayApplication).Assembly, typeof(KafkaCluster).Assembly];
    private static readonly XmlDocs Docs = new(Product);

    /// <summary>Sections in order, each with what its classes say and its settings.</summary>
    public static IReadOnlyList<(string Section, string Meaning, IReadOnlyList<SettingRow> Settings)> Read() =>
    [
        .. Product.SelectMany(a => a.GetTypes())
            .Where(t => t.GetField(SectionName) is { IsLiteral: true })
            .GroupBy(t => (string)t.GetField(SectionName)!.GetRawConstantValue()!)
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => (
                g.Key,
                string.Join(' ', g.Select(t => Docs.SummaryOf(t))),
                (IReadOnlyList<SettingRow>)[.. g.SelectMany(t => SettingsOf(t, g.Key))])),
    ];

    private static IEnumerable<SettingRow> SettingsOf(Type type, string prefix)
    {
        var defaults = Activator.CreateInstance(type, nonPublic: true);
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance).OrderBy(p => p.MetadataToken))
        {
            var (name, element) = Shape(property, prefix);
            if (IsOptions(element))
            {
                foreach (var nested in SettingsOf(element, name))
                {
                    yield return nested;
                }
            }
            else if (property.CanWrite || element != property.PropertyType)
            {
                yield return new(
                    name, TypeName(element), DefaultText(property.GetValue(defaults)), Docs.SummaryOf(property) ?? "", Docs.ValueOf(property) ?? "");
            }
        }
    }

    // Of a list and a dictionary it is their elements that are set.
    private static (string Name, Type Element) Shape(PropertyInfo property, string prefix)
    {
        var name = $"{prefix}:{property.Name}";
        var type = property.PropertyType;
        var arguments = type.GetGenericArguments();
        return type == typeof(string) || !typeof(IEnumerable).IsAssignableFrom(type) ? (name, Nullable.GetUnderlyingType(type) ?? type)
            : arguments.Length == 2 ? (name + ":NAME", arguments[1])
            : (name + ":0", arguments.Length == 1 ? arguments[0] : type.GetElementType()!);
    }

    private static bool IsOptions(Type type) => type.IsClass && Product.Contains(type.Assembly);

    private static string TypeName(Type type) =>
        type.IsEnum ? string.Join(" or ", Enum.GetNames(type).Select(n => $"`{n}`"))
        : type == typeof(bool) ? "`true` or `false`"
        : type == typeof(TimeSpan) ? "time, `hh:mm:ss`"
        : type == typeof(int) || type == typeof(long) ? "whole number"
        : type == typeof(double) ? "number"
        : type == typeof(string) ? "text"
        : type.Name;

    private static string DefaultText(object? value) => value switch
    {
        null or "" or IEnumerable and not string => "",
        bool flag => flag ? "`true`" : "`false`",
        _ => $"`{Convert.ToString(value, CultureInfo.InvariantCulture)}`",
    };
}
