// SPDX-License-Identifier: Apache-2.0

using Sluice.Testing.Results;

namespace Sluice.Testing.Tests.Reporting;

/// <summary>Results to report.</summary>
internal static class Runs
{
    public const string Hostile = "</script><script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\"> ]]> & \u0001 \ud800 {{data}} `````` |";

    public static RunResult Of(params IReadOnlyList<CaseResult> cases) => new("orders", DateTimeOffset.UnixEpoch, TimeSpan.FromSeconds(8.4), cases);

    public static CaseResult Passed(string name = "an order is accepted", int? lane = null, string id = "5a00") => new()
    {
        Name = name,
        File = "cases/accepted.case.yaml",
        Id = id,
        Lane = lane,
        Outcome = Outcome.Passed,
        Started = DateTimeOffset.UnixEpoch,
        Elapsed = TimeSpan.FromMilliseconds(1500),
        Steps = [new StepResult { Verb = "send", Subject = "events", Line = 4, Outcome = Outcome.Passed, Elapsed = TimeSpan.FromMilliseconds(3) }],
        Timeline =
        [
            new TimelineEntry { At = TimeSpan.Zero, Kind = TimelineKind.Sent, Endpoint = "events", IsMine = true, Place = "events-2@9", Key = id, Value = "{\"total\":1}", Text = "sent" },
            new TimelineEntry { At = TimeSpan.FromMilliseconds(750), Kind = TimelineKind.Seen, Endpoint = "orders", IsMine = true, Place = "orders-2@7", Key = id, Value = "{\"total\":12.50}", Text = "record" },
        ],
    };

    public static CaseResult Failed(string name = "an order is enriched", string value = "{\"customer\":{\"segment\":\"bronze\"}}", string id = "7f3c") => Passed(name, lane: 2, id) with
    {
        Outcome = Outcome.Failed,
        File = "cases/enriched.case.yaml",
        Steps = [new StepResult { Verb = "expect", Subject = "enriched", Line = 21, Outcome = Outcome.Failed, Elapsed = TimeSpan.FromSeconds(1) }],
        Failure = new ExpectationFailure
        {
            Step = "expect enriched",
            Endpoint = "enriched",
            Summary = "1 matching within 10s, got 0",
            Location = "enriched.case.yaml:21",
            HopTrace = [new Hop("events", TimeSpan.Zero), new Hop("enriched", null)],
            Services = [new ServiceFinding("3B", "group svc-3b: it consumed your message and wrote nothing matching")],
            Seen = 4,
            SeenMine = 1,
            Closest = new ClosestCandidate(
                "enriched-2@9041 key=7f3c", [new Difference("customer.segment", "expected \"gold\"", "\"bronze\"")], "{\"customer\":{\"segment\":\"gold\"}}", value),
        },
    };

    public static CaseResult NotRun() => Passed("an order is returned", id: "beef") with { Outcome = Outcome.NotRun };

    public static CaseResult Unknown(string error = "no broker answers") => Passed("an order is cancelled", id: "c0de") with { Outcome = Outcome.Error, Error = error };
}
