// SPDX-License-Identifier: Apache-2.0

using Microsoft.Extensions.Logging;

namespace Sluice.Gateway.Security.Audit;

internal static partial class Log
{
    [LoggerMessage(150, LogLevel.Information, "Topic {Topic} created by {Principal} from {Client}: {Outcome} (trace {TraceId})")]
    public static partial void TopicCreation(ILogger logger, string principal, string client, string topic, string outcome, string traceId);

    [LoggerMessage(151, LogLevel.Information, "Topic {Topic} deleted by {Principal} from {Client}: {Outcome} (trace {TraceId})")]
    public static partial void TopicDeletion(ILogger logger, string principal, string client, string topic, string outcome, string traceId);

    [LoggerMessage(152, LogLevel.Information,
        "{Method} {Operation} on topic {Topic} refused to {Principal} from {Client}: {Code}, {Reason} (trace {TraceId})")]
    public static partial void CallRefused(
        ILogger logger,
        string principal,
        string client,
        string method,
        string operation,
        string topic,
        string code,
        string reason,
        string traceId);

    [LoggerMessage(153, LogLevel.Information,
        "{Count} times more within a second, {Method} {Operation} on topic {Topic} refused to {Principal} from {Client}: {Code}")]
    public static partial void RepeatsRefused(
        ILogger logger, int count, string principal, string client, string method, string operation, string topic, string code);

    [LoggerMessage(154, LogLevel.Information, "{Count} more calls of other kinds refused within a second")]
    public static partial void OthersRefused(ILogger logger, int count);
}
