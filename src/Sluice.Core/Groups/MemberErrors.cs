// SPDX-License-Identifier: Apache-2.0

using Confluent.Kafka;
using Sluice.Core.Errors;

namespace Sluice.Core.Groups;

/// <summary>Which errors end a member, and what is to be done about them; the client goes on by itself after all others.</summary>
internal static class MemberErrors
{
    /// <summary>Whether waiting does not help.</summary>
    public static bool EndsReading(ErrorCode code) => code is ErrorCode.GroupAuthorizationFailed or ErrorCode.TopicAuthorizationFailed
        or ErrorCode.UnknownTopicOrPart or ErrorCode.TopicException or ErrorCode.Local_AutoOffsetReset or ErrorCode.FencedInstanceId
        or ErrorCode.UnreleasedInstanceId or ErrorCode.InconsistentGroupProtocol or ErrorCode.InvalidSessionTimeout or ErrorCode.InvalidGroupId
        or ErrorCode.GroupMaxSizeReached or ErrorCode.UnsupportedAssignor or ErrorCode.UnsupportedVersion or ErrorCode.Local_Fatal
        or ErrorCode.Local_Fenced;

    /// <summary>The failure in words that say what to do.</summary>
    public static KafkaFailure Explain(ErrorCode code, KafkaFailure failure, GroupConsumerOptions options)
    {
        var group = $"group \"{options.GroupId}\"";
        var topics = string.Join(", ", options.Topics);
        return code switch
        {
            ErrorCode.GroupAuthorizationFailed => Make(
                FailureCode.KafkaRefused, $"No permission on {group}: ask for the ACL operation READ on it, or use a group that you may read."),
            ErrorCode.TopicAuthorizationFailed => Make(
                FailureCode.KafkaRefused, $"No permission on a topic of {topics}: ask for the ACL operations READ and DESCRIBE on it."),
            ErrorCode.UnknownTopicOrPart or ErrorCode.TopicException => Make(
                FailureCode.TopicNotFound, $"There is no topic {topics}, or it may not be described: check its name and the ACLs."),
            ErrorCode.Local_AutoOffsetReset => Make(
                FailureCode.OffsetOutOfRange,
                $"{Capital(group)} has no committed offset in the partition's range, and no place to begin instead is allowed: {failure.Detail}"),
            ErrorCode.FencedInstanceId or ErrorCode.UnreleasedInstanceId => Make(
                FailureCode.KafkaRefused,
                $"Another member of {group} has the instance id \"{options.GroupInstanceId}\": each instance needs its own."),
            ErrorCode.InconsistentGroupProtocol => Make(
                FailureCode.InvalidConfiguration,
                $"The members of {group} do not share their partitions by {options.AssignmentStrategy ?? GroupSettings.DefaultStrategy}, or use the other "
                + "group protocol: use what they use, or another group."),
            ErrorCode.InvalidSessionTimeout => Make(
                FailureCode.InvalidConfiguration, "The session timeout is outside of what the broker allows (group.min.session.timeout.ms to group.max.session.timeout.ms)."),
            _ => failure,
        };

        KafkaFailure Make(FailureCode failureCode, string detail) => new(failureCode, detail);
    }

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
