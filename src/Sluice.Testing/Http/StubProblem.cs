// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Text.Json.Nodes;
using Sluice.Testing.Endpoints;

namespace Sluice.Testing.Http;

/// <summary>What a request is told that is not answered by a rule, as problem details (RFC 9457).</summary>
/// <param name="Status">The status.</param>
/// <param name="Title">What is wrong.</param>
/// <param name="Rules">The rules that there are, with their reasons.</param>
internal sealed record StubProblem(int Status, string Title, IReadOnlyList<UnmatchedRule> Rules)
{
    // The nearest come first; who has more than these looks at them.
    private const int MostRules = 10;

    public static StubProblem TooLarge { get; } = new(
        413, FormattableString.Invariant($"The body is larger than {HttpBody.Largest / 1024 / 1024} MiB."), []);

    public static StubProblem BrokenOff { get; } = new(400, "The body ends before its end, or is not as HTTP wants it.", []);

    public static StubProblem TooSlow(TimeSpan bound) =>
        new(408, FormattableString.Invariant($"The body did not come within {bound.TotalSeconds:0.###} s."), []);

    public static StubProblem NoRule(StubRequest request, IReadOnlyList<UnmatchedRule> rules) => new(
        404,
        $"No stub answers {request.Method} {request.Path}: " + rules.Count switch
        {
            0 => "no case has a stub here now.",
            1 => "the one stub does not match.",
            var count => string.Create(CultureInfo.InvariantCulture, $"none of {count} stubs matches."),
        },
        rules);

    /// <summary>The same in lines, for a report, which masks its secrets.</summary>
    public string Text =>
        string.Join('\n', Rules.Take(MostRules).Select(rule => $"{rule.Rule.Name}: {string.Join("; ", rule.Reasons)}").Prepend(Title));

    public StubAnswer ToAnswer(Func<string, string> hide)
    {
        var body = new JsonObject
        {
            ["title"] = hide(Title),
            ["status"] = Status,
            ["stubs"] = new JsonArray([.. Rules.Take(MostRules).Select(rule => new JsonObject
            {
                ["stub"] = rule.Rule.Name,
                ["reasons"] = new JsonArray([.. rule.Reasons.Select(reason => (JsonNode?)hide(reason))]),
            })]),
        };
        return new StubAnswer
        {
            Status = Status,
            Headers = [KeyValuePair.Create("Content-Type", (string?)"application/problem+json")],
            Body = HttpBody.Of(new Outgoing { Value = body }),
        };
    }
}
