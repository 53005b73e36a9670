// SPDX-License-Identifier: Apache-2.0

using System.Reflection;
using Sluice.EndToEnd.Tests.RealKafkaOnly;

namespace Sluice.EndToEnd.Tests.Documentation;

/// <summary>A rule that is not tested on the embedded cluster is one that its guide says it does not keep.</summary>
public sealed class CapabilityTests
{
    public static TheoryData<string> Names =>
        [.. typeof(Capability).GetFields().Where(name => name.IsLiteral).Select(name => (string)name.GetRawConstantValue()!)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Capability_ShouldBeARowOfTheGuidesTable_AndOfTheReadmes(string name)
    {
        foreach (var page in (string[])["docs/guides/embedded-cluster.md", "README.md"])
        {
            File.ReadAllLines(Path.Combine(FindRepository(), page))
                .Where(line => line.StartsWith('|')).Select(line => line.Split('|')[1].Trim()).ShouldContain(name, page);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Capability_ShouldBeWhatSomeTestsAreFor(string name) =>
        NamesOfTests().ShouldContain(name);

    [Fact]
    public void Tests_ShouldNameTheirCapability_WhenTheyRunOnApacheKafkaAlone() =>
        typeof(Capability).Assembly.GetTypes()
            .Where(type => type.Namespace == typeof(Capability).Namespace && type.Name.EndsWith("Tests", StringComparison.Ordinal))
            .ShouldAllBe(type => type.GetCustomAttribute<CapabilityAttribute>() != null);

    private static IEnumerable<string?> NamesOfTests() =>
        typeof(Capability).Assembly.GetTypes().Select(type => type.GetCustomAttribute<CapabilityAttribute>()?.Name);

    private static string FindRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Sluice.slnx")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("The tests do not lie below Sluice.slnx.");
        }

        return folder.FullName;
    }
}
