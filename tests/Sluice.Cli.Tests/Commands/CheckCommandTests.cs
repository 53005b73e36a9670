// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Sluice.Cli.Tests.Running;

namespace Sluice.Cli.Tests.Commands;

public sealed class CheckCommandTests(EmbeddedKafka kafka) : IClassFixture<EmbeddedKafka>
{
    [Fact]
    public async Task Check_ShouldGoAllTheWay_OnAnEmbeddedCluster()
    {
        var topic = await kafka.CreateTopicAsync(partitions: 2);

        var result = await kafka.RunAsync("check", "--topic", topic, "--group", "billing");

        result.ExitCode.ShouldBe(0, result.Output);
        var server = kafka.BootstrapServers.Split(',')[0];
        result.Lines[0].ShouldStartWith($"✔ {server}  port: opens at ");
        result.Lines[1].ShouldStartWith($"✔ {server}  kafka: the broker speaks Kafka's protocol");
        result.Lines[^5].ShouldStartWith("✔ cluster  brokers: 3: ");
        result.Lines[^4].ShouldBe($"✔ topic {topic}  describe: 2 partition(s), each with a leader");
        result.Lines[^3].ShouldBe($"✔ topic {topic}  read: an embedded cluster has no permissions");
        result.Lines[^2].ShouldStartWith("– group billing  describe: not tried, because An embedded cluster cannot describe groups");
    }

    [Fact]
    public async Task Check_ShouldEndInTime_AndTryNothingMore_WhenNobodyListens()
    {
        var result = await InProcess.RunAsync("check", "-b", "127.0.0.1:1", "--topic", "orders", "-o", "json");

        result.ExitCode.ShouldBe(3);
        var json = JsonElement.Parse(result.Output);
        json.GetProperty("passed").GetBoolean().ShouldBeFalse();
        json.GetProperty("steps").EnumerateArray()
            .Select(step => $"{step.GetProperty("subject").GetString()} {step.GetProperty("name").GetString()} {step.GetProperty("outcome").GetString()}")
            .ShouldBe(["127.0.0.1:1 port failed", "127.0.0.1:1 kafka not_tried", "cluster brokers not_tried", "topic orders describe not_tried"]);
    }

    [Fact]
    public async Task Check_ShouldRefuseWrongInput_BeforeAnythingIsTried()
    {
        var result = await InProcess.RunAsync("check", "-b", "127.0.0.1:1", "--keystore", "/no/such/store.jks");

        result.ExitCode.ShouldBe(2);
        result.Output.ShouldBeEmpty();
        result.Error.ShouldStartWith("sluice: /no/such/store.jks: ");
    }
}
