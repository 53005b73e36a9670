// SPDX-License-Identifier: Apache-2.0

using Sluice.Core.Errors;
using Sluice.Gateway.Http.Problems;
using Sluice.Gateway.Tests.Docs;

namespace Sluice.Gateway.Tests.Http.Problems;

public sealed class ErrorCatalogueTests
{
    private const string Page = "reference/errors.md";

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

    /// <summary>After a change of the catalogue run this test with SLUICE_UPDATE_DOCS=1: it writes the table anew.</summary>
    [Fact]
    public void Page_ShouldBeTheTable()
    {
        var rows = ErrorCatalogue.All.Select(
            e => $"| `{e.Code}` | {e.Status} | {(e.IsRetryable ? "yes" : "no")} | {e.Title}: {e.When} |").ToArray();
        if (Document.IsToBeUpdated)
        {
            var lines = Document.Read(Page).Split('\n');
            var first = Array.FindIndex(lines, IsRow);
            Document.Write(Page, string.Join('\n', [.. lines[..first], .. rows, .. lines[(Array.FindLastIndex(lines, IsRow) + 1)..]]));
        }

        Document.Read(Page).Split('\n').Where(IsRow).ShouldBe(rows);
    }

    private static bool IsRow(string line) => line.StartsWith("| `", StringComparison.Ordinal);
}
