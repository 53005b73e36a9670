// SPDX-License-Identifier: Apache-2.0

using Sluice.EndToEnd.Tests.Contract.Errors;
using Sluice.EndToEnd.Tests.Contract.Http;
using Sluice.EndToEnd.Tests.Contract.Metadata;
using Sluice.EndToEnd.Tests.Contract.Reading;
using Sluice.EndToEnd.Tests.Contract.RoundTrips;
using Sluice.EndToEnd.Tests.Contract.Topics;
using Sluice.EndToEnd.Tests.Contract.Writing;
using Sluice.EndToEnd.Tests.Gateways;

namespace Sluice.EndToEnd.Tests;

/// <summary>The contract on the embedded cluster.</summary>
public static class EmbeddedLeg
{
    public sealed class Problem(EmbeddedGateway fixture) : ProblemContract(fixture);

    public sealed class ContentNegotiation(EmbeddedGateway fixture) : ContentNegotiationContract(fixture);

    public sealed class Framing(EmbeddedGateway fixture) : FramingContract(fixture);

    public sealed class Methods(EmbeddedGateway fixture) : MethodsContract(fixture);

    public sealed class Brokers(EmbeddedGateway fixture) : BrokersContract(fixture);

    public sealed class Partitions(EmbeddedGateway fixture) : PartitionsContract(fixture);

    public sealed class TopicList(EmbeddedGateway fixture) : TopicListContract(fixture);

    public sealed class BinaryFormat(EmbeddedGateway fixture) : BinaryFormatContract(fixture);

    public sealed class Count(EmbeddedGateway fixture) : CountContract(fixture);

    public sealed class DefaultFormat(EmbeddedGateway fixture) : DefaultFormatContract(fixture);

    public sealed class JsonFormat(EmbeddedGateway fixture) : JsonFormatContract(fixture);

    public sealed class LongPoll(EmbeddedGateway fixture) : LongPollContract(fixture);

    public sealed class Position(EmbeddedGateway fixture) : PositionContract(fixture);

    public sealed class RecordShape(EmbeddedGateway fixture) : RecordShapeContract(fixture);

    public sealed class RoundTrip(EmbeddedGateway fixture) : RoundTripContract(fixture);

    public sealed class CreateTopic(EmbeddedGateway fixture) : CreateTopicContract(fixture);

    public sealed class CreateTopicRefused(EmbeddedGateway fixture) : CreateTopicRefusedContract(fixture);

    public sealed class DeleteTopic(EmbeddedGateway fixture) : DeleteTopicContract(fixture);

    public sealed class TopicName(EmbeddedGateway fixture) : TopicNameContract(fixture);

    public sealed class BinaryWrite(EmbeddedGateway fixture) : BinaryWriteContract(fixture);

    public sealed class BodySize(EmbeddedGateway fixture) : BodySizeContract(fixture);

    public sealed class Headers(EmbeddedGateway fixture) : HeadersContract(fixture);

    public sealed class InvalidRequest(EmbeddedGateway fixture) : InvalidRequestContract(fixture);

    public sealed class MalformedBody(EmbeddedGateway fixture) : MalformedBodyContract(fixture);

    public sealed class Offsets(EmbeddedGateway fixture) : OffsetsContract(fixture);

    public sealed class PartitionPlacement(EmbeddedGateway fixture) : PartitionPlacementContract(fixture);

    public sealed class StoredBytes(EmbeddedGateway fixture) : StoredBytesContract(fixture);

    public sealed class Timestamp(EmbeddedGateway fixture) : TimestampContract(fixture);
}
