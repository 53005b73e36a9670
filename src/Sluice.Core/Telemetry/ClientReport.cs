// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;

namespace Sluice.Core.Telemetry;

/// <summary>What is of use in a native client's statistics (librdkafka's STATISTICS.md). Immutable.</summary>
/// <param name="Clock">The client's own clock, in microseconds.</param>
/// <param name="Records">Records that it holds.</param>
/// <param name="Brokers">Its brokers, by id.</param>
internal sealed record ClientReport(long Clock, long Records, IReadOnlyDictionary<int, BrokerStatistics> Brokers)
{
    /// <summary>Reads a report; what has no use is passed over.</summary>
    /// <exception cref="JsonException">It is no report.</exception>
    public static ClientReport Read(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        var clock = 0L;
        var records = 0L;
        var brokers = new Dictionary<int, BrokerStatistics>();
        EnterObject(ref reader);
        while (NextMember(ref reader))
        {
            if (IsNamed(ref reader, "ts"u8))
            {
                clock = Number(ref reader);
            }
            else if (IsNamed(ref reader, "msg_cnt"u8))
            {
                records = Number(ref reader);
            }
            else if (IsNamed(ref reader, "brokers"u8))
            {
                ReadBrokers(ref reader, brokers);
            }
            else
            {
                reader.Skip();
            }
        }

        return new ClientReport(clock, records, brokers);
    }

    private static void ReadBrokers(ref Utf8JsonReader reader, Dictionary<int, BrokerStatistics> brokers)
    {
        EnterObject(ref reader);
        while (NextMember(ref reader))
        {
            var broker = ReadBroker(ref reader);
            if (broker.Id >= 0)
            {
                brokers[broker.Id] = broker;
            }
        }
    }

    private static BrokerStatistics ReadBroker(ref Utf8JsonReader reader)
    {
        var broker = new BrokerStatistics { Id = -1 };
        EnterObject(ref reader);
        while (NextMember(ref reader))
        {
            if (IsNamed(ref reader, "nodeid"u8))
            {
                broker = broker with { Id = (int)Number(ref reader) };
            }
            else if (IsNamed(ref reader, "state"u8))
            {
                Read(ref reader);
                broker = broker with { IsUp = reader.ValueTextEquals("UP"u8) };
            }
            else if (IsNamed(ref reader, "outbuf_cnt"u8) || IsNamed(ref reader, "waitresp_cnt"u8))
            {
                broker = broker with { Pending = broker.Pending + Number(ref reader) };
            }
            else if (IsNamed(ref reader, "txbytes"u8))
            {
                broker = broker with { SentBytes = Number(ref reader) };
            }
            else if (IsNamed(ref reader, "rxbytes"u8))
            {
                broker = broker with { ReceivedBytes = Number(ref reader) };
            }
            else if (IsNamed(ref reader, "txretries"u8))
            {
                broker = broker with { Retries = Number(ref reader) };
            }
            else if (IsNamed(ref reader, "txerrs"u8) || IsNamed(ref reader, "rxerrs"u8))
            {
                broker = broker with { Errors = broker.Errors + Number(ref reader) };
            }
            else if (IsNamed(ref reader, "rtt"u8))
            {
                broker = broker with { RoundTripP99 = ReadP99(ref reader) };
            }
            else
            {
                reader.Skip();
            }
        }

        return broker;
    }

    private static long ReadP99(ref Utf8JsonReader reader)
    {
        var p99 = 0L;
        EnterObject(ref reader);
        while (NextMember(ref reader))
        {
            if (IsNamed(ref reader, "p99"u8))
            {
                p99 = Number(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        return p99;
    }

    private static bool IsNamed(ref Utf8JsonReader reader, ReadOnlySpan<byte> name) => reader.ValueTextEquals(name);

    private static bool NextMember(ref Utf8JsonReader reader)
    {
        Read(ref reader);
        return reader.TokenType == JsonTokenType.PropertyName;
    }

    private static void EnterObject(ref Utf8JsonReader reader)
    {
        Read(ref reader);
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("An object was expected.");
        }
    }

    private static long Number(ref Utf8JsonReader reader)
    {
        Read(ref reader);
        return reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var number)
            ? number
            : throw new JsonException("A whole number was expected.");
    }

    private static void Read(ref Utf8JsonReader reader)
    {
        if (!reader.Read())
        {
            throw new JsonException("The report ends early.");
        }
    }
}
