// SPDX-License-Identifier: Apache-2.0

using Sluice.Soak.Groups;
using Sluice.Soak.Load;
using Sluice.Soak.Reporting;
using Sluice.Testing.Clusters;

namespace Sluice.Soak.Faults;

/// <summary>
/// Three processes in a group, and three in one with the other group protocol: in each round one is killed or stopped in good order, at a random
/// moment, and another joins. Every record is printed; nobody prints one twice; nothing is committed that was not printed; who stops leaves
/// nothing to be repeated.
/// </summary>
internal static class GroupRebalances
{
    private const int Brokers = 3;

    // A killed member is given up after 6 s, and a process needs its time to start.
    private static readonly TimeSpan RebalanceBound = TimeSpan.FromSeconds(45);
    private static readonly TimeSpan DrainBound = TimeSpan.FromSeconds(60);

    public static async Task<ScenarioReport> RunAsync(int rounds, int seed, CancellationToken cancellationToken)
    {
        var report = new ScenarioReport("Members of a group killed, stopped and joining");
        report.Note("SOAK_SEED", $"{seed}");
        await using var kafka = await KafkaProcess.StartAsync(GroupScene.Brokers(Brokers), cancellationToken);
        foreach (var found in await Task.WhenAll(((string[])["classic", "consumer"]).Select(protocol => RunAsync(kafka, protocol, rounds, seed, cancellationToken))))
        {
            report.Add(found);
        }

        return report;
    }

    private static async Task<ScenarioReport> RunAsync(KafkaProcess kafka, string protocol, int rounds, int seed, CancellationToken cancellationToken)
    {
        var report = new ScenarioReport(protocol);
        await using var scene = await GroupScene.OpenAsync(kafka, protocol, cancellationToken);
        await new Run(report, scene, new Random(seed)).RunAsync(rounds, cancellationToken);
        return report;
    }

    private sealed class Run(ScenarioReport report, GroupScene scene, Random random)
    {
        private readonly List<MemberProcess> _living = [scene.Join(), scene.Join(), scene.Join()];
        private readonly List<MemberProcess> _killed = [];
        private readonly List<string> _uncovered = [];
        private readonly List<string> _repeatedAfterStop = [];
        private readonly List<string> _endedBadly = [];
        private readonly List<TimeSpan> _rebalances = [];

        public async Task RunAsync(int rounds, CancellationToken cancellationToken)
        {
            var first = await scene.SettleAsync(_living, RebalanceBound, cancellationToken);
            report.Within("three processes share the partitions", first ?? TimeSpan.MaxValue, RebalanceBound);
            if (first is null)
            {
                report.Note("what they told", string.Join(" | ", _living.Select(member => LastTold(member, 5))));
            }

            for (var round = 1; round <= rounds; round++)
            {
                await PauseAsync(cancellationToken);
                var victim = _living[random.Next(_living.Count)];
                _living.Remove(victim);
                var joinsFirst = random.Next(2) == 0;
                if (joinsFirst)
                {
                    _living.Add(scene.Join());
                    await PauseAsync(cancellationToken);
                }

                // The first two rounds have one of each.
                await (round % 2 == 0 || (round > 2 && random.Next(2) == 0) ? KillAsync(victim, cancellationToken) : StopAsync(victim, cancellationToken));
                if (!joinsFirst)
                {
                    await PauseAsync(cancellationToken);
                    _living.Add(scene.Join());
                }

                _rebalances.Add(await scene.SettleAsync(_living, RebalanceBound, cancellationToken) ?? TimeSpan.MaxValue);
            }

            await JudgeAsync(cancellationToken);
        }

        private Task PauseAsync(CancellationToken cancellationToken) => Task.Delay(random.Next(2000), cancellationToken);

        private async Task KillAsync(MemberProcess victim, CancellationToken cancellationToken)
        {
            victim.Kill();
            _killed.Add(victim);
            await CheckCommitsAsync(cancellationToken);
        }

        private async Task StopAsync(MemberProcess victim, CancellationToken cancellationToken)
        {
            var others = scene.Members.Where(member => member != victim).Select(member => (Member: member, Printed: member.Printed().Count)).ToArray();
            if (await victim.StopAsync(cancellationToken) is not 143 and var exitCode)
            {
                _endedBadly.Add($"{victim.Name}: {exitCode}: {string.Join(' ', victim.Told().TakeLast(3))}");
            }

            await CheckCommitsAsync(cancellationToken);
            await scene.SettleAsync(_living, RebalanceBound, cancellationToken);
            _repeatedAfterStop.AddRange(DeliveryJudgement.FindShared(
                victim.Name, victim.Printed(), others.SelectMany(other => other.Member.Printed().Skip(other.Printed)).ToArray()));
        }

        // What is asked first is printed already.
        private async Task CheckCommitsAsync(CancellationToken cancellationToken) =>
            _uncovered.AddRange(DeliveryJudgement.FindUnprinted(await scene.Committed.AskAsync(cancellationToken), scene.PrintedByAll));

        private async Task JudgeAsync(CancellationToken cancellationToken)
        {
            await scene.Writer.StopAsync();
            var ends = scene.Writer.Ends;
            var drained = await Waiting.UntilAsync(
                () => Task.FromResult(DeliveryJudgement.FindUnprinted(ends, scene.PrintedByAll).Length == 0), DrainBound, cancellationToken);
            foreach (var member in _living)
            {
                await member.StopAsync(cancellationToken);
            }

            report.Note("processes", scene.Members.Count);
            report.Note("of them killed", _killed.Count);
            report.AtLeast("records", ends.Sum(), 1);
            report.Within("longest rebalance", _rebalances.Max(), RebalanceBound);
            report.Within("all is printed after the last record", drained ?? TimeSpan.MaxValue, DrainBound);
            report.None("printed by nobody", DeliveryJudgement.FindUnprinted(ends, scene.PrintedByAll));
            report.None("printed twice by one process", [.. scene.Members.SelectMany(member => FindRepeated(member.Name, [member]))]);
            report.None("committed and not printed", _uncovered);
            report.None("repeated by others after a stop in good order", _repeatedAfterStop);
            report.None("printed by two that were not killed", FindRepeated("all", [.. scene.Members.Except(_killed)]));
            report.Note("repeated after a kill", scene.PrintedByAll.Count() - scene.PrintedByAll.Distinct().Count());
            report.None("stops that did not end well", _endedBadly);
            var open = DeliveryJudgement.FindSetBacks(ends, await scene.Committed.AskAsync(cancellationToken));
            report.None(
                "not committed at the end",
                open.Length == 0 ? [] : [.. open, .. _living.Select(member => LastTold(member, 5))]);
        }

        // With the first of them comes what those told who printed it: a commit a second, so that more of it is needed to see why one is missing.
        private static string[] FindRepeated(string process, IReadOnlyList<MemberProcess> members)
        {
            var printed = members.SelectMany(member => member.Printed()).ToArray();
            var repeated = DeliveryJudgement.FindRepeated(process, printed);
            if (repeated.Length == 0)
            {
                return [];
            }

            var first = printed.GroupBy(record => record).First(same => same.Count() > 1).Key;
            var told = members.Where(member => member.Printed().Contains(first)).Select(member => LastTold(member, 20));
            return [$"{repeated[0]} ({string.Join(" | ", told)})", .. repeated[1..]];
        }

        private static string LastTold(MemberProcess member, int lines) => $"{member.Name} told: {string.Join(" / ", member.Told().TakeLast(lines))}";
    }
}
