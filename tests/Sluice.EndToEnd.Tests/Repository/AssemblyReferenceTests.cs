// SPDX-License-Identifier: Apache-2.0

using System.Reflection;
using Sluice.Core;
using Sluice.Gateway;
using Sluice.Testing.Clusters;

namespace Sluice.EndToEnd.Tests.Repository;

/// <summary>The direction between the projects: Gateway and Testing stand on Core and do not know each other.</summary>
public sealed class AssemblyReferenceTests
{
    private static readonly string[] WebFrameworks = ["Microsoft.AspNetCore"];
    private static readonly string[] TestFrameworks = ["xunit", "nunit", "Microsoft.Testing", "Shouldly"];

    [Fact]
    public void Core_ShouldReferenceNoOtherProject_NorWebNorTestFramework() =>
        Check(typeof(KafkaCluster).Assembly, allowed: [], forbidden: [.. WebFrameworks, .. TestFrameworks]);

    [Fact]
    public void Gateway_ShouldReferenceCoreAlone() =>
        Check(typeof(GatewayApplication).Assembly, allowed: ["Sluice.Core"], forbidden: TestFrameworks);

    [Fact]
    public void Testing_ShouldReferenceCoreAlone_AndNoFramework() =>
        Check(typeof(KafkaProcess).Assembly, allowed: ["Sluice.Core"], forbidden: [.. WebFrameworks, .. TestFrameworks]);

    [Fact]
    public void Cli_ShouldReferenceProductsAlone() =>
        Check(Assembly.Load("sluice"), allowed: ["Sluice.Core", "Sluice.Gateway", "Sluice.Testing"], forbidden: TestFrameworks);

    private static void Check(Assembly assembly, string[] allowed, string[] forbidden)
    {
        var references = assembly.GetReferencedAssemblies().Select(reference => reference.Name!).ToArray();

        references.ShouldNotBeEmpty();
        references.Where(name => name.StartsWith("Sluice.", StringComparison.Ordinal)).Except(allowed).ShouldBeEmpty();
        references.Where(name => forbidden.Any(start => name.StartsWith(start, StringComparison.OrdinalIgnoreCase))).ShouldBeEmpty();
    }
}
