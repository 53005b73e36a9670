// SPDX-License-Identifier: Apache-2.0

using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Sluice.Gateway.Tests.Docs;

/// <summary>What the sources say of types and properties, as Markdown on one line.</summary>
internal sealed partial class XmlDocs(params Assembly[] assemblies)
{
    private readonly Dictionary<string, XElement> _members = assemblies
        .SelectMany(a => XDocument.Load(Path.ChangeExtension(a.Location, ".xml")).Descendants("member"))
        .ToDictionary(m => m.Attribute("name")!.Value);

    public string? SummaryOf(Type type) => Find("T:" + NameOf(type), "summary");

    public string? SummaryOf(PropertyInfo property) => Find(NameOf(property), "summary");

    public string? ValueOf(PropertyInfo property) => Find(NameOf(property), "value");

    private static string NameOf(Type type) => type.FullName!.Replace('+', '.');

    private static string NameOf(PropertyInfo property) => $"P:{NameOf(property.DeclaringType!)}.{property.Name}";

    private static string Text(XNode node) => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
        XElement { Name.LocalName: "see" } see => $"`{(see.Attribute("cref") ?? see.Attribute("langword"))!.Value.Split('.')[^1]}`",
        XElement { Name.LocalName: "para" } paragraph => " " + string.Concat(paragraph.Nodes().Select(Text)),
        XElement other => string.Concat(other.Nodes().Select(Text)),
        _ => "",
    };

    private string? Find(string member, string element) => _members.GetValueOrDefault(member)?.Element(element) is { } found
        ? Space().Replace(string.Concat(found.Nodes().Select(Text)), " ").Trim().Replace("|", "\\|", StringComparison.Ordinal)
        : null;

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
