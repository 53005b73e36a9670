// SPDX-License-Identifier: Apache-2.0

namespace Sluice.EndToEnd.Tests.Security;

/// <summary>Who is logged in, and may not.</summary>
public sealed class RefusedPermissionTests(SecuredKafka kafka)
{
    private const int Environment = 3;

    [Fact]
    public async Task Commands_ShouldSaySo_WhenThereIsNoSuchTopic() => await ShouldBeRefusedAsync(
        "team-none",
        "describe: Describing topic \"team-none\": there is no such topic",
        "Describing topic \"team-none\": there is no such topic, or this login may not see it: check its name.",
        consumeExitCode: 1);

    [Fact]
    public async Task Commands_ShouldSayWhatToAskFor_WhenTheTopicMayNotBeSeen() => await ShouldBeRefusedAsync(
        "hidden",
        "describe: Describing topic \"hidden\": no permission on the topic: ask whoever runs the cluster to allow this login the ACL operation",
        "Describing topic \"hidden\": no permission on the topic: ask whoever runs the cluster to allow this login the ACL operation");

    [Fact]
    public async Task Commands_ShouldSayWhatToAskFor_WhenTheTopicMayNotBeRead() => await ShouldBeRefusedAsync(
        "seen",
        "read: no permission to read topic \"seen\"; we may only: Describe. Ask whoever runs the cluster to allow this login the ACL operation Read",
        "no permission on the topic: ask whoever runs the cluster to allow this login the ACL operation");

    [Theory]
    [InlineData(
        "hidden",
        "group hidden  describe: Describing group \"hidden\": Broker: Group authorization failed: ask whoever runs the cluster to allow")]
    [InlineData(
        "seen",
        "group seen  read: no permission to read group \"seen\"; we may only: Describe. "
        + "Ask whoever runs the cluster to allow this login the ACL operation Read on group \"seen\".")]
    public async Task Check_ShouldSayWhatToAskFor_WithoutPermissionOnTheGroup(string group, string words)
    {
        var result = await SecuredCommand.RunAsync(
            ["check", .. await kafka.GetLoginAsync("SCRAM-SHA-512"), "--topic", "team-orders", "--group", group], userPassword: SecuredKafka.Password);

        result.ExitCode.ShouldBe(Environment, result.Output);
        result.Output.Split('\n').Single(line => line.StartsWith('✘')).ShouldContain(words);
    }

    [Fact]
    public async Task Consume_ShouldSayWhatToAskFor_WithoutPermissionOnTheGroup()
    {
        var result = await SecuredCommand.RunAsync(
            ["consume", .. await kafka.GetLoginAsync("SCRAM-SHA-512"), "--topic", "team-orders", "--group", "hidden"], userPassword: SecuredKafka.Password);

        result.ExitCode.ShouldBe(Environment, result.Error);
        result.Error.ShouldContain("sluice: No permission on group \"hidden\": ask for the ACL operation READ on it");
        result.Output.ShouldBeEmpty();
    }

    private async Task ShouldBeRefusedAsync(string topic, string check, string consume, int? consumeExitCode = null) =>
        await Refusal.ShouldBeSaidAsync(
            await kafka.GetLoginAsync("SCRAM-SHA-512"), Environment, check, consume, topic, consumeExitCode, userPassword: SecuredKafka.Password);
}
