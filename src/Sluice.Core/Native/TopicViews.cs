// SPDX-License-Identifier: Apache-2.0

using System.Runtime.InteropServices;
using Confluent.Kafka;
using Sluice.Core.Topics;

namespace Sluice.Core.Native;

/// <summary>
/// Asks each broker by itself what it knows of a topic: news of a topic reaches the brokers one after the other,
/// and the managed client cannot say which of them it asks.
/// </summary>
internal static class TopicViews
{
    private const int DescribeTopics = 19;

    // Through the client that there is: a second one would log in again, with its own connections and errors, only to ask this.
    /// <summary>One view a broker, in no particular order. Blocks for as long as <paramref name="timeout"/>.</summary>
    public static IReadOnlyList<TopicView> Read(IClient client, string topic, IReadOnlyCollection<int> brokers, TimeSpan timeout)
    {
        using var handle = new ClientHandle(client);
        return Read(handle.Pointer, topic, brokers, (int)timeout.TotalMilliseconds);
    }

    private static List<TopicView> Read(nint client, string topic, IReadOnlyCollection<int> brokers, int milliseconds)
    {
        var queue = Librdkafka.QueueNew(client);
        var topics = Librdkafka.TopicCollectionOfNames([topic], 1);
        try
        {
            foreach (var broker in brokers)
            {
                Ask(client, topics, broker, milliseconds, queue);
            }

            // Every question is answered by the client itself once its time is over: none is left behind in the queue.
            var views = new List<TopicView>();
            while (views.Count < brokers.Count)
            {
                var answer = Librdkafka.QueuePoll(queue, milliseconds);
                if (answer != 0)
                {
                    views.Add(ToView(answer));
                    Librdkafka.EventDestroy(answer);
                }
            }

            return views;
        }
        finally
        {
            Librdkafka.TopicCollectionDestroy(topics);
            Librdkafka.QueueDestroy(queue);
        }
    }

    private static void Ask(nint client, nint topics, int broker, int milliseconds, nint queue)
    {
        Span<byte> error = stackalloc byte[256];
        var options = Librdkafka.AdminOptionsNew(client, DescribeTopics);
        Librdkafka.AdminOptionsSetRequestTimeout(options, milliseconds, error, (nuint)error.Length);
        Librdkafka.AdminOptionsSetBroker(options, broker, error, (nuint)error.Length);
        Librdkafka.DescribeTopics(client, topics, options, queue);
        Librdkafka.AdminOptionsDestroy(options);
    }

    private static TopicView ToView(nint answer)
    {
        var failed = Librdkafka.EventError(answer);
        if (failed != ErrorCode.NoError)
        {
            return new TopicView(failed, default);
        }

        var descriptions = Librdkafka.DescribeTopicsResultTopics(Librdkafka.EventDescribeTopicsResult(answer), out _);
        var description = Marshal.ReadIntPtr(descriptions);
        var error = Librdkafka.CodeOf(Librdkafka.TopicDescriptionError(description));
        if (error != ErrorCode.NoError)
        {
            return new TopicView(error, default);
        }

        var id = Librdkafka.TopicDescriptionId(description);
        return new TopicView(error, new TopicId(Librdkafka.UuidMostSignificantBits(id), Librdkafka.UuidLeastSignificantBits(id)));
    }
}
