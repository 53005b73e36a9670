// SPDX-License-Identifier: Apache-2.0

using Sluice.Testing.Results;

namespace Sluice.Testing.Tests.Results;

public sealed class FailureTextTests
{
    [Fact]
    public void Of_ShouldSayAllEvidenceInOneLook_WhenAnExpectationFailed() => FailureText.Of(Case() with
    {
        Outcome = Outcome.Failed,
        Failure = new ExpectationFailure
        {
            Step = "expect enriched",
            Endpoint = "enriched",
            Summary = "1 matching within 10s, got 0",
            Location = "order-accepted.case.yaml:21",
            HopTrace =
            [
                new("events", TimeSpan.Zero), new("orders", TimeSpan.FromMilliseconds(41)), new("audit", TimeSpan.FromMilliseconds(88)), new("enriched", null),
            ],
            Services = [new("3B", "group svc-3b: audit-2 committed 118, end 118: it consumed your message and wrote nothing matching")],
            Seen = 4,
            SeenMine = 1,
            Closest = new("enriched-2@9041 key=7f3c",
                [new("customer.segment", "expected one of gold, silver", "\"bronze\""), new("lines[*].sku", "missing \"B2\"", null)], null, null),
            Events = ["12:00:03.1 partition 2 revoked, 12:00:03.4 assigned again (1 record read again, ignored)", "12:00:04.0 broker 1 stopped"],
        },
    }).ShouldBe("""
        ✘ order-accepted [lane 2, id 7f3c]  expect enriched: 1 matching within 10s, got 0          order-accepted.case.yaml:21
          hop trace   events ✔ 0 ms → orders ✔ 41 ms → audit ✔ 88 ms → enriched ✘
          3B          group svc-3b: audit-2 committed 118, end 118: it consumed your message and wrote nothing matching
          seen        4 records on enriched since the bookmark, 1 with your id
          closest     enriched-2@9041 key=7f3c
                        customer.segment   expected one of gold, silver    actual "bronze"
                        lines[*].sku       missing "B2"
          events      12:00:03.1 partition 2 revoked, 12:00:03.4 assigned again (1 record read again, ignored)
                      12:00:04.0 broker 1 stopped
        """);

    [Fact]
    public void Of_ShouldSayThatNothingCanBeTold_WhenTheCaseEndedInAnError() =>
        FailureText.Of(Case() with { Outcome = Outcome.Error, Lane = null, Row = 3, Error = "no broker of main answers" })
            .ShouldBe("✘ order-accepted [row 3, id 7f3c]  cannot tell: no broker of main answers");

    [Fact]
    public void Of_ShouldRefuseACaseThatPassed() =>
        Should.Throw<ArgumentException>(() => FailureText.Of(Case())).Message.ShouldStartWith("The case passed.");

    private static CaseResult Case() => new()
    {
        Name = "order-accepted",
        Id = "7f3c",
        Lane = 2,
        Outcome = Outcome.Passed,
        Started = DateTimeOffset.UnixEpoch,
        Elapsed = TimeSpan.FromSeconds(10),
    };
}
