// SPDX-License-Identifier: Apache-2.0

using Confluent.Kafka;

namespace Sluice.EndToEnd.Tests.Samples;

/// <summary>Mutants of 3B, in both languages.</summary>
public sealed class EnricherMutantTests : MutantTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task SendTwice_ShouldRepeatARecord_WhenOneComes(bool isPython)
    {
        await StartEnricherAsync("send-twice", isPython);
        await SendAuditAsync("k");

        (await Stage.ReadAsync("sales.enriched", "k", 2)).Select(record => Json(record).ToJsonString()).Distinct().Count().ShouldBe(1);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ChangeField_ShouldWriteAnotherValue_WhenARecordComes(bool isPython)
    {
        await StartEnricherAsync("change-field", isPython);
        await SendAuditAsync("k");

        ((string?)Json((await Stage.ReadAsync("sales.enriched", "k", 1))[0])["customer"]!["segment"]).ShouldBe("unknown");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task SwapOrder_ShouldExchangeNeighbours_WhenTheyHaveOneKey(bool isPython)
    {
        await StartEnricherAsync("swap-order", isPython);
        await SendAuditAsync("k", "C-1");
        await SendAuditAsync("k", "C-2");

        var records = await Stage.ReadAsync("sales.enriched", "k", 2);
        records.Select(record => (string?)Json(record)["customer"]!["id"]).ShouldBe(["C-2", "C-1"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task SkipPartition_ShouldNeverReadIt_WhenOthersAreRead(bool isPython)
    {
        await StartEnricherAsync("skip-partition", isPython);
        await SendAuditAsync("blind", partition: 0);
        await SendAuditAsync("seen", partition: 1);

        await Stage.ReadAsync("sales.enriched", "seen", 1);
        await Stage.CommittedAsync("svc-3b", new TopicPartition("sales.audit", 1), atLeast: 1);
        (await Stage.CommittedAsync("svc-3b", new TopicPartition("sales.audit", 0), atLeast: null)).ShouldBeNull();
    }

    private Task<SampleService> StartEnricherAsync(string mutant, bool isPython) =>
        isPython ? Stage.StartPythonAsync(mutant) : Stage.StartAsync("3B", mutant);

    private Task<TopicPartitionOffset> SendAuditAsync(string key, string customer = "C-1", int? partition = null) => Stage.SendAsync(
        "sales.audit",
        key,
        $$"""{"event": "ACCEPTED", "orderId": "{{key}}", "customer": {"id": "{{customer}}"}, "lines": []}""",
        partition);
}
