// SPDX-License-Identifier: Apache-2.0

using Sluice.Core.Errors;
using Sluice.Gateway.Http.Problems;
using Sluice.Gateway.Tests.Docs;

namespace Sluice.Gateway.Tests.Http.Problems;

public sealed class ErrorCatalogueTests
{
    [Fact]
    public void EveryFailureOfCore_ShouldHaveARow()
    {
        foreach (var code in Enum.GetValues<FailureCode>())
        {
            ErrorCatalogue.All.ShouldContain(ErrorCatalogue.For(code), code.ToString());
        }
    }

    [Fact]
    public void EveryRow_ShouldBeRetryable_WhereItsFailureIs()
    {
        foreach (var code in Enum.GetValues<FailureCode>())
        {
            ErrorCatalogue.For(code).IsRetryable.ShouldBe(new KafkaFailure(code, "").IsRetryable, code.ToString());
        }
    }

    [Fact]
    public void EveryRow_ShouldBeListedOnce_ByStatus()
    {
        var declared = typeof(ErrorCatalogue).GetFields().Select(f => f.GetValue(null)).OfType<ErrorCode>();

        ErrorCatalogue.All.ShouldBe(declared, ignoreOrder: true);
        ErrorCatalogue.All.Select(e => e.Code).ShouldBeUnique();
        ErrorCatalogue.All.Select(e => e.Status).ShouldBeInOrder();
    }

    [Fact]
    public void EveryStatus_ShouldHaveARow()
    {
        for (var status = 400; status < 600; status++)
        {
            ErrorCatalogue.All.ShouldContain(ErrorCatalogue.For(status));
        }
    }

    [Fact]
    public void Page_ShouldBeTheTable()
    {
        var rows = ErrorCatalogue.All.Select(
            e => $"| `{e.Code}` | {e.Status} | {(e.IsRetryable ? "yes" : "no")} | {e.Title}: {e.When} |");

        Document.Read("reference/errors.md").Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal)).ShouldBe(rows);
    }
}
