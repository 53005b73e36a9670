// SPDX-License-Identifier: Apache-2.0

using System.Text;
using Sluice.Core.Connections;
using Sluice.Core.Groups;
using Sluice.EndToEnd.Tests.Repository;

namespace Sluice.EndToEnd.Tests.Documentation;

[Collection(typeof(GuideGroup))]
public sealed class GuideExampleTests(GuideKafka kafka)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("secure-consuming.md")]
    [InlineData("commits.md")]
    [InlineData("rebalances.md")]
    public async Task Guide_ShouldHaveTheCodeThatIsTested(string guide)
    {
        var source = Path.Combine(RepositoryFiles.Root, "tests", "Sluice.EndToEnd.Tests", "Documentation", "GuideExamples.cs");
        var code = WithoutIndents(await File.ReadAllTextAsync(source, Token));

        var examples = (await GuideBlock.ReadAllAsync(guide)).Where(block => block.Language == "csharp").ToArray();

        examples.ShouldNotBeEmpty();
        examples.ShouldAllBe(example => code.Contains(WithoutIndents(example.Text), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Read_ShouldCommitWhatHasPassed()
    {
        var shell = await kafka.OpenShellAsync(Token);
        Environment.SetEnvironmentVariable("KAFKA_STORE_PASSWORD", shell.Files.Password);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        stop.CancelAfter(Timeout);
        var values = new List<string>();

        await Should.ThrowAsync<OperationCanceledException>(() => GuideExamples.ReadAsync(shell.Servers, shell.Files.Folder, HandleAsync, stop.Token));

        values.ShouldBe(["done one", "three", "two"], ignoreOrder: true);
        await using var cluster = await kafka.OpenClusterAsync();
        (await cluster.Groups.GetLagAsync("KfConsumer1", null, Timeout, Token)).Partitions.Select(partition => partition.Committed).ShouldBe([1, 1, 1]);

        async Task HandleAsync(GroupRecord record)
        {
            values.Add(Encoding.UTF8.GetString(record.Record.Value!));
            if (values.Count == 3)
            {
                await stop.CancelAsync();
            }
        }
    }

    [Fact]
    public async Task Judge_ShouldCommitNothingBehindAFailure_AndTheEventsTellIt()
    {
        await using var cluster = await kafka.OpenClusterAsync();
        var member = cluster.JoinGroup(new() { GroupId = "judges", Topics = [GuideKafka.Topic], Commit = CommitPolicy.OnPass });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        stop.CancelAfter(Timeout);
        var count = 0;

        await Should.ThrowAsync<OperationCanceledException>(() => GuideExamples.JudgeAsync(member, HandleAsync, stop.Token));
        var progress = member.GetProgress();
        await member.DisposeAsync();
        using var output = new StringWriter { NewLine = "\n" };
        await GuideExamples.TellAsync(member, output, Token);

        progress.ShouldContain(p => p.Partition == 1 && p.WaitsFor == "offset 0 has failed");
        (await cluster.Groups.GetLagAsync("judges", null, Timeout, Token)).Partitions.ShouldNotContain(p => p.Partition == 1 && p.Committed != null);
        output.ToString().ShouldMatch(
            @"^\d\d:\d\d:\d\d\.\d{3} Assigned kf\.topic\.name-0, kf\.topic\.name-1, kf\.topic\.name-2\n(.*\n)*.*Revoked kf\.topic\.name-0, kf\.topic\.name-1, kf\.topic\.name-2\n$");

        async Task<bool> HandleAsync(GroupRecord record)
        {
            if (++count == 3)
            {
                await stop.CancelAsync();
            }

            return record.Record.Partition != 1;
        }
    }

    [Fact]
    public async Task Load_ShouldHaveTheWarnings_OfAPropertiesFile()
    {
        var shell = await kafka.OpenShellAsync(Token);

        var loaded = await LoadedConnection.LoadAsync(new KafkaConnectionOptions { JavaProperties = shell.Files.PropertiesFile }, Timeout, Token);

        loaded.Connection.BootstrapServers.ShouldBe(shell.Servers);
        loaded.Warnings.ShouldContain(warning => warning.Contains("expires on", StringComparison.Ordinal));
    }

    private static string WithoutIndents(string text) => string.Join('\n', text.Split('\n').Select(line => line.Trim()));
}
