// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Sluice.Core.Connections;
using Sluice.Core.Connections.Diagnosis;

namespace Sluice.Core.Tests.Connections.Diagnosis;

/// <summary>Servers that are not Kafka; the real ones are in the end-to-end tests.</summary>
public sealed class ClusterDiagnosisTests
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(60);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_ShouldSayWhyTheCertificateIsNotTrusted()
    {
        await using var server = new UntrustedTlsServer();

        var steps = await RunAsync(server.Address, Long, "ssl");

        steps.Select(step => (step.Name, step.Outcome)).ShouldBe(
        [
            ("port", DiagnosisOutcome.Passed), ("tls", DiagnosisOutcome.Failed), ("client certificate", DiagnosisOutcome.NotTried),
            ("kafka", DiagnosisOutcome.NotTried), ("brokers", DiagnosisOutcome.NotTried),
        ]);
        steps[1].Detail.ShouldStartWith(
            "the broker's certificate \"CN=127.0.0.1\" is issued by \"CN=127.0.0.1\", whom we do not trust: the system's authorities do not include it");
    }

    [Theory]
    [InlineData(null, "kafka", "who listens on this port does not speak Kafka's protocol")]
    [InlineData("ssl", "tls", "the server does not speak TLS on this port")]
    public async Task Run_ShouldSaySo_WhenSomebodyElseListens(string? protocol, string step, string words)
    {
        using var listener = Listen(out var address);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var serving = AnswerAsync(listener, "HTTP/1.1 400 Bad Request\r\n\r\n", stop.Token);

        var steps = await RunAsync(address, Long, protocol);

        var failed = steps.Single(found => found.Outcome == DiagnosisOutcome.Failed);
        failed.Name.ShouldBe(step);
        failed.Detail.ShouldStartWith(words);
        await stop.CancelAsync();
        await serving;
    }

    [Theory]
    [InlineData(null)]
    [InlineData("ssl")]
    public async Task Run_ShouldEndInTime_WhenNobodyAnswers(string? protocol)
    {
        // The system takes the connections, and nobody ever looks at them.
        using var listener = Listen(out var address);
        var watch = Stopwatch.StartNew();

        var steps = await RunAsync(address, TimeSpan.FromSeconds(2), protocol);

        steps.Single(step => step.Outcome == DiagnosisOutcome.Failed).Detail.ShouldStartWith("no answer within 2 s");
        watch.Elapsed.ShouldBeLessThan(Long);
    }

    [Fact]
    public async Task Run_ShouldStop_WhenItIsCancelled()
    {
        using var listener = Listen(out var address);
        using var source = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var connection = await LoadAsync(address, null);

        await Should.ThrowAsync<OperationCanceledException>(async () =>
        {
            await foreach (var step in ClusterDiagnosis.RunAsync(connection, null, null, Long, source.Token))
            {
                step.Name.ShouldBe("port");
                source.CancelAfter(TimeSpan.FromMilliseconds(50));
            }
        });
    }

    [Fact]
    public void Addresses_ShouldBeRead_WithAndWithoutBrackets()
    {
        var servers = ServerAddress.ParseList("broker-1:9092, [::1]:9093,10.0.0.1:9094").ToArray();

        servers.Select(server => server.ToString()).ShouldBe(["broker-1:9092", "[::1]:9093", "10.0.0.1:9094"]);
        servers.Select(server => server.Literal).ShouldBe([null, IPAddress.IPv6Loopback, IPAddress.Parse("10.0.0.1")]);
        servers[0].IsSameAs(new ServerAddress("BROKER-1", 9092, 7)).ShouldBeTrue();
    }

    [Theory]
    [InlineData("Authentication failed because the remote party sent a TLS alert: 'HandshakeFailure'.", "handshake failure")]
    [InlineData("error:0A000412:SSL routines::sslv3 alert bad certificate", "bad certificate")]
    [InlineData("error:0A00045C:SSL routines:ssl3_read_bytes:tlsv13 alert certificate required:SSL alert number 116", "certificate required")]
    [InlineData("error:0A00010B:SSL routines::wrong version number", null)]
    public void Alert_ShouldBeFound_WhereverItIs(string text, string? alert)
    {
        TlsAlert.Find(text).ShouldBe(alert);
        TlsAlert.Find(new IOException("outer", new InvalidOperationException(text))).ShouldBe(alert);
    }

    private static async Task<LoadedConnection> LoadAsync(string servers, string? protocol)
    {
        var options = new KafkaConnectionOptions { BootstrapServers = servers };
        options.Security.Protocol = protocol;
        return await LoadedConnection.LoadAsync(options, Long, Token);
    }

    private static async Task<List<DiagnosisStep>> RunAsync(string servers, TimeSpan timeout, string? protocol) =>
        await ClusterDiagnosis.RunAsync(await LoadAsync(servers, protocol), null, null, timeout, Token).ToListAsync(Token);

    private static TcpListener Listen(out string address)
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        address = listener.LocalEndpoint.ToString()!;
        return listener;
    }

    private static async Task AnswerAsync(TcpListener listener, string answer, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                using var connection = await listener.AcceptTcpClientAsync(cancellationToken);
                var stream = connection.GetStream();
                await stream.WriteAsync(Encoding.ASCII.GetBytes(answer), cancellationToken);

                // Closing at once could lose the answer.
                await stream.ReadAtLeastAsync(new byte[1024], 1, throwOnEndOfStream: false, cancellationToken);
            }
            catch (Exception e) when (e is SocketException or IOException or OperationCanceledException)
            {
                // Who was answered hung up, or nobody is answered any more.
            }
        }
    }
}
