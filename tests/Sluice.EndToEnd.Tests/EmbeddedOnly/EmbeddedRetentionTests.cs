// SPDX-License-Identifier: Apache-2.0

using Sluice.EndToEnd.Tests.Contract;
using Sluice.EndToEnd.Tests.Gateways;
using Sluice.EndToEnd.Tests.Http;

namespace Sluice.EndToEnd.Tests.EmbeddedOnly;

/// <summary>The embedded cluster keeps the last 5 MiB of a partition: its readers meet a beginning that moves.</summary>
public sealed class EmbeddedRetentionTests(EmbeddedGateway gateway) : GatewayContract(gateway)
{
    private const int Records = 20;

    [Fact]
    public async Task Read_ShouldKnowTheNewBeginning_WhenOldRecordsAreGone()
    {
        var topic = await CreateOverfullTopicAsync();

        var (earliest, latest) = await Client.GetOffsetsAsync(topic);

        earliest.ShouldBeInRange(1, Records - 1);
        latest.ShouldBe(Records);
        var first = await Client.ReadAsync(topic, "earliest");
        first.Offsets.ShouldBe([earliest]);
        first.NextOffset.ShouldBe(earliest + 1);
        var problem = await Client.GetRecordsAsync(topic, 0, "0").ShouldBeProblemAsync("offset-out-of-range");
        problem.GetProperty("earliest_offset").GetInt64().ShouldBe(earliest);
        problem.GetProperty("latest_offset").GetInt64().ShouldBe(latest);
    }

    [Fact]
    public async Task Follower_ShouldReachTheEnd_FromTheNewBeginning()
    {
        var topic = await CreateOverfullTopicAsync();

        var (earliest, latest) = await Client.GetOffsetsAsync(topic);
        var offsets = new List<long>();
        var page = await Client.ReadAsync(topic, earliest, "?count=3");
        for (; page.Records.Count > 0; page = await Client.ReadAsync(topic, page.NextOffset, "?count=3"))
        {
            offsets.AddRange(page.Offsets);
        }

        offsets.ShouldBe(Enumerable.Range((int)earliest, (int)(latest - earliest)).Select(offset => (long)offset));
    }

    private async Task<string> CreateOverfullTopicAsync()
    {
        var topic = await Client.CreateTopicAsync();
        var value = $"\"{new string('x', 500_000)}\"";
        for (var written = 0; written < Records; written += 10)
        {
            await Client.WriteValuesAsync(topic, Enumerable.Repeat(value, 10));
        }

        return topic;
    }
}
