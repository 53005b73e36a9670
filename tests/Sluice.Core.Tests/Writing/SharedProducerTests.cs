// SPDX-License-Identifier: Apache-2.0

using Confluent.Kafka;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Sluice.Core.Connections;
using Sluice.Core.Errors;
using Sluice.Core.Writing;

namespace Sluice.Core.Tests.Writing;

public sealed class SharedProducerTests : IAsyncDisposable
{
    private static readonly Error Refused = new(ErrorCode.ClusterAuthorizationFailed, "no right to write", isFatal: true);
    private static readonly Error Lost = new(ErrorCode.OutOfOrderSequenceNumber, "sequence lost", isFatal: true);
    private readonly FakeTimeProvider _time = new();
    private readonly SharedProducer _producer;

    public SharedProducerTests()
    {
        var connection = KafkaConnection.Create(new KafkaConnectionOptions { BootstrapServers = "127.0.0.1:1" });
        var factory = new ProducerFactory(
            new KafkaClientFactory(connection, new ClientErrors(NullLogger.Instance, _time)), new KafkaClusterOptions(), isEmbedded: false);
        _producer = new SharedProducer(onFatal => factory.Create(1_000_000, onFatal), NullLogger.Instance, _time);
    }

    public ValueTask DisposeAsync() => _producer.DisposeAsync();

    [Fact]
    public void Replace_ShouldMakeOneNewProducer_HoweverManyReportTheFailure()
    {
        var first = Enter();

        Parallel.For(0, 8, _ => _producer.Replace(first, Lost));
        var second = Enter();
        _producer.Replace(first, Lost);

        second.ShouldNotBeSameAs(first);
        Enter().ShouldBeSameAs(second);
    }

    [Fact]
    public void Enter_ShouldPause_WhenKafkaRefusesTheProducer()
    {
        _producer.Replace(Enter(), Refused);

        Should.Throw<KafkaFailureException>(Enter).Failure.Code.ShouldBe(FailureCode.KafkaRefused);
        _time.Advance(TimeSpan.FromSeconds(1));
        Should.NotThrow(Enter);
    }

    private ProducerClient Enter()
    {
        var client = _producer.Enter();
        client.Leave();
        return client;
    }
}
