// SPDX-License-Identifier: Apache-2.0

using Sluice.Core.Errors;
using Sluice.Core.Groups;

namespace Sluice.Core.Tests.Groups;

public sealed class GroupSettingsTests
{
    private static GroupConsumerOptions Valid { get; } = new() { GroupId = "group", Topics = ["orders"] };

    public static TheoryData<GroupConsumerOptions, string> Wrong { get; } = new()
    {
        { new() { GroupId = " ", Topics = ["orders"] }, "group id" },
        { new() { GroupId = "group", Topics = [] }, "No topic" },
        { new() { GroupId = "group", Topics = ["orders"], MaxPollRecords = 0 }, "MaxPollRecords" },
        { new() { GroupId = "group", Topics = ["orders"], AssignmentStrategy = "sticky" }, "cooperative-sticky, range, roundrobin" },
        { new() { GroupId = "group", Topics = ["orders"], RemoteAssignor = "uniform" }, "group.remote.assignor" },
        {
            new() { GroupId = "group", Topics = ["orders"], SessionTimeout = TimeSpan.FromSeconds(6), MaxPollInterval = TimeSpan.FromSeconds(5) },
            "max.poll.interval.ms (5000)"
        },
        { new() { GroupId = "group", Topics = ["orders"], Protocol = GroupProtocol.Consumer, AssignmentStrategy = "range" }, "partition.assignment.strategy" },
        { new() { GroupId = "group", Topics = ["orders"], Protocol = GroupProtocol.Consumer, SessionTimeout = TimeSpan.FromSeconds(6) }, "session.timeout.ms" },
        { new() { GroupId = "group", Topics = ["orders"], Protocol = GroupProtocol.Consumer, HeartbeatInterval = TimeSpan.FromSeconds(1) }, "heartbeat.interval.ms" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Create_ShouldNameTheFault(GroupConsumerOptions options, string expected)
    {
        var failure = Should.Throw<KafkaFailureException>(() => GroupSettings.Create(options, readCommitted: true, embeddedSession: null)).Failure;

        failure.Code.ShouldBe(FailureCode.InvalidConfiguration);
        failure.Detail.ShouldContain(expected);
    }

    [Fact]
    public void Create_ShouldCommitNothingByItself()
    {
        var settings = GroupSettings.Create(Valid, readCommitted: true, embeddedSession: null);

        settings.Required["enable.auto.commit"].ShouldBe("false");
        settings.Required["enable.auto.offset.store"].ShouldBe("false");
        settings.Required["partition.assignment.strategy"].ShouldBe("cooperative-sticky");
        settings.Required.Keys.Intersect(settings.Defaults.Keys).ShouldBeEmpty();
    }

    [Fact]
    public void Create_ShouldLeaveToTheBroker_WhatTheNewProtocolLeavesToIt()
    {
        var settings = GroupSettings.Create(
            new() { GroupId = "group", Topics = ["orders"], Protocol = GroupProtocol.Consumer, RemoteAssignor = "range" }, readCommitted: true, embeddedSession: TimeSpan.FromMilliseconds(1500));

        settings.Required.Keys.ShouldNotContain("partition.assignment.strategy");
        settings.Required.Keys.ShouldNotContain("session.timeout.ms");
        settings.Required.Keys.ShouldNotContain("heartbeat.interval.ms");
        settings.Required["group.remote.assignor"].ShouldBe("range");
    }
}
