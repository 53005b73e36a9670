// SPDX-License-Identifier: Apache-2.0

using Sluice.EndToEnd.Tests.Clusters;
using Sluice.EndToEnd.Tests.Contract.Errors;
using Sluice.EndToEnd.Tests.Contract.Http;
using Sluice.EndToEnd.Tests.Contract.Metadata;
using Sluice.EndToEnd.Tests.Contract.Reading;
using Sluice.EndToEnd.Tests.Contract.RoundTrips;
using Sluice.EndToEnd.Tests.Contract.Topics;
using Sluice.EndToEnd.Tests.Contract.Writing;
using Sluice.EndToEnd.Tests.Gateways;

namespace Sluice.EndToEnd.Tests;

/// <summary>The contract on Apache Kafka.</summary>
public static class RealKafkaLeg
{
    public sealed class Problem(RealKafka kafka, RealKafkaGateway fixture) : ProblemContract(fixture.On(kafka));

    public sealed class ContentNegotiation(RealKafka kafka, RealKafkaGateway fixture) : ContentNegotiationContract(fixture.On(kafka));

    public sealed class Framing(RealKafka kafka, RealKafkaGateway fixture) : FramingContract(fixture.On(kafka));

    public sealed class Methods(RealKafka kafka, RealKafkaGateway fixture) : MethodsContract(fixture.On(kafka));

    public sealed class Brokers(RealKafka kafka, RealKafkaGateway fixture) : BrokersContract(fixture.On(kafka));

    public sealed class Partitions(RealKafka kafka, RealKafkaGateway fixture) : PartitionsContract(fixture.On(kafka));

    public sealed class TopicList(RealKafka kafka, RealKafkaGateway fixture) : TopicListContract(fixture.On(kafka));

    public sealed class BinaryFormat(RealKafka kafka, RealKafkaGateway fixture) : BinaryFormatContract(fixture.On(kafka));

    public sealed class Count(RealKafka kafka, RealKafkaGateway fixture) : CountContract(fixture.On(kafka));

    public sealed class DefaultFormat(RealKafka kafka, RealKafkaGateway fixture) : DefaultFormatContract(fixture.On(kafka));

    public sealed class JsonFormat(RealKafka kafka, RealKafkaGateway fixture) : JsonFormatContract(fixture.On(kafka));

    public sealed class LongPoll(RealKafka kafka, RealKafkaGateway fixture) : LongPollContract(fixture.On(kafka));

    public sealed class Position(RealKafka kafka, RealKafkaGateway fixture) : PositionContract(fixture.On(kafka));

    public sealed class RecordShape(RealKafka kafka, RealKafkaGateway fixture) : RecordShapeContract(fixture.On(kafka));

    public sealed class RoundTrip(RealKafka kafka, RealKafkaGateway fixture) : RoundTripContract(fixture.On(kafka));

    public sealed class CreateTopic(RealKafka kafka, RealKafkaGateway fixture) : CreateTopicContract(fixture.On(kafka));

    public sealed class CreateTopicRefused(RealKafka kafka, RealKafkaGateway fixture) : CreateTopicRefusedContract(fixture.On(kafka));

    public sealed class DeleteTopic(RealKafka kafka, RealKafkaGateway fixture) : DeleteTopicContract(fixture.On(kafka));

    public sealed class TopicName(RealKafka kafka, RealKafkaGateway fixture) : TopicNameContract(fixture.On(kafka));

    public sealed class BinaryWrite(RealKafka kafka, RealKafkaGateway fixture) : BinaryWriteContract(fixture.On(kafka));

    public sealed class BodySize(RealKafka kafka, RealKafkaGateway fixture) : BodySizeContract(fixture.On(kafka));

    public sealed class Headers(RealKafka kafka, RealKafkaGateway fixture) : HeadersContract(fixture.On(kafka));

    public sealed class InvalidRequest(RealKafka kafka, RealKafkaGateway fixture) : InvalidRequestContract(fixture.On(kafka));

    public sealed class MalformedBody(RealKafka kafka, RealKafkaGateway fixture) : MalformedBodyContract(fixture.On(kafka));

    public sealed class Offsets(RealKafka kafka, RealKafkaGateway fixture) : OffsetsContract(fixture.On(kafka));

    public sealed class PartitionPlacement(RealKafka kafka, RealKafkaGateway fixture) : PartitionPlacementContract(fixture.On(kafka));

    public sealed class StoredBytes(RealKafka kafka, RealKafkaGateway fixture) : StoredBytesContract(fixture.On(kafka));

    public sealed class Timestamp(RealKafka kafka, RealKafkaGateway fixture) : TimestampContract(fixture.On(kafka));
}
