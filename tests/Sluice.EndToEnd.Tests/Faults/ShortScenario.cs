// SPDX-License-Identifier: Apache-2.0

using Sluice.EndToEnd.Tests.Clusters;
using Sluice.Soak;

namespace Sluice.EndToEnd.Tests.Faults;

/// <summary>A scenario of <c>eng/soak</c> at its short length.</summary>
internal static class ShortScenario
{
    public static async Task RunAsync(string name, bool needsKafka = true)
    {
        if (needsKafka)
        {
            RealKafka.RequireDistribution();
        }

        var report = await Scenario.All.Single(scenario => scenario.Name == name).Short(TestContext.Current.CancellationToken);

        report.Measures.Count(measure => measure.Bound.Length > 0).ShouldBeGreaterThan(0);
        report.Holds.ShouldBeTrue(report.ToString());
    }
}
