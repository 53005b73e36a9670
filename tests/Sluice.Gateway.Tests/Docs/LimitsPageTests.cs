// SPDX-License-Identifier: Apache-2.0

using System.Reflection;
using Sluice.Gateway.Security.Limits;

namespace Sluice.Gateway.Tests.Docs;

/// <summary>The page of the limits names each of them, and none that is not there.</summary>
public sealed class LimitsPageTests
{
    [Fact]
    public void Page_ShouldHaveARowForEveryLimit()
    {
        var rows = Document.Read("operations/limits.md").Split('\n')
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => line.Split('`')[1]);

        rows.ShouldBe(Names(typeof(LimitsOptions)).Concat(Names(typeof(CallerLimitsOptions))).Concat(Names(typeof(ConnectionLimitsOptions))));
    }

    private static IEnumerable<string> Names(Type options) => options.GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(property => !property.PropertyType.IsClass).Select(property => property.Name);
}
