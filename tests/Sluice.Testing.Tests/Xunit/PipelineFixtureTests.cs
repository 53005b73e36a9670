// SPDX-License-Identifier: Apache-2.0

using Sluice.Core.Embedded;
using Sluice.Testing.Matching;
using Sluice.Testing.Pipelines;
using Sluice.Testing.Xunit;

namespace Sluice.Testing.Tests.Xunit;

/// <summary>The fixture and the data source as a user's own tests have them.</summary>
public sealed class PipelineFixtureTests(PipelineFixtureTests.OrdersPipeline pipeline) : IClassFixture<PipelineFixtureTests.OrdersPipeline>
{
    public sealed class OrdersPipeline() : PipelineFixture("Xunit/pipeline.yaml")
    {
        private readonly EmbeddedCluster _cluster = EmbeddedCluster.Start();

        public override async ValueTask DisposeAsync()
        {
            await base.DisposeAsync();
            _cluster.Dispose();
        }

        protected override ValueTask ConfigureAsync(PipelineOptions options)
        {
            options.Embedded = _cluster;
            return ValueTask.CompletedTask;
        }
    }

    [Theory]
    [CaseFiles("Xunit/cases/**/*.case.yaml")]
    public async Task Case_ShouldRun_AndLeaveItsReportWithTheTest(string file)
    {
        await pipeline.RunAsync(file);

        var report = TestContext.Current.Attachments!["report.html"];
        System.Text.Encoding.UTF8.GetString(report.AsByteArray().ByteArray).ShouldContain("3 passed, 0 failed");
    }

    [Fact]
    public async Task Test_ShouldFailWithAllThatIsKnown_WhenACaseDoes()
    {
        var failure = await Should.ThrowAsync<CasesFailedException>(() => pipeline.RunAsync("Xunit/cases/failing.yaml"));

        failure.Message.ShouldContain("expect orders: 1 matching within 100ms, got 0");
        failure.Message.ShouldContain("total   expected 2    actual 1");
    }

    [Fact]
    public async Task Case_ShouldRunInCode()
    {
        await using var test = await pipeline.BeginAsync(TestContext.Current.CancellationToken);
        await test.SendAsync("orders", new { total = 3 });
        await test.ExpectAsync("orders", Match.Subset(new { total = 3 }));
        await pipeline.RunLanesAsync("orders", async lane =>
        {
            await lane.SendAsync("orders", new { lane = lane.Lane });
            await lane.ExpectAsync("orders", Match.Subset(new { lane = lane.Lane }));
        });
    }

    [Fact]
    public async Task Data_ShouldSayWhereItLooked_WhenThereIsNoFile() => (await Should.ThrowAsync<ArgumentException>(
        async () => await new CaseFilesAttribute("none/*.case.yaml").GetData(null!, null!))).Message.ShouldStartWith("There is no file none/*.case.yaml below ");
}
