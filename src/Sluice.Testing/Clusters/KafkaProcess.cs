// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Testing.Clusters;

/// <summary>
/// A real Apache Kafka for tests: brokers from a distribution's folder, each in a Java process of its own, on free ports of 127.0.0.1,
/// with their data in a temporary folder. Brokers can be killed, paused and started again on their data.
/// On Linux and macOS the brokers also end when this process dies, however it dies. Thread-safe, but for calls about the same node.
/// </summary>
public sealed class KafkaProcess : IAsyncDisposable
{
    private readonly KafkaNode[] _nodes;
    private readonly KafkaSecurity? _security;
    private readonly LocalPorts _ports;

    private KafkaProcess(DirectoryInfo folder, KafkaNode[] nodes, KafkaSecurity? security, LocalPorts ports)
    {
        Folder = folder.FullName;
        _nodes = nodes;
        _security = security;
        _ports = ports;
        BootstrapServers = string.Join(',', nodes.Select(node => node.Address));
        PlainBootstrapServers = string.Join(',', nodes.Select(node => node.PlainAddress));
    }

    /// <summary>Comma-separated <c>host:port</c> pairs of all brokers, in the order of their ids, running or not.</summary>
    public string BootstrapServers { get; }

    /// <summary>
    /// The same of the listener without security, over which tests administer brokers that clients have to log in to;
    /// without <see cref="KafkaProcessOptions.Security"/> it is the only one.
    /// </summary>
    public string PlainBootstrapServers { get; }

    /// <summary>Where the brokers' files are, until this is disposed.</summary>
    internal string Folder { get; }

    /// <summary>Starts the brokers and waits until each of them knows all.</summary>
    /// <param name="options">Which Kafka, and in what shape.</param>
    /// <param name="cancellationToken">Gives up; what has been started is stopped.</param>
    /// <exception cref="KafkaProcessException">No distribution, no Java, or a broker did not start: with the end of its log.</exception>
    /// <exception cref="ArgumentException">The security options do not fit together.</exception>
    public static async Task<KafkaProcess> StartAsync(KafkaProcessOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Brokers, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Brokers, 9);
        var java = JavaRuntime.Find(options);
        options.Security?.Validate();
        var folder = Directory.CreateTempSubdirectory("sluice-kafka-");
        var security = options.Security is null ? null : new KafkaSecurity(options.Security, folder);
        var ports = LocalPorts.Reserve(ServerProperties.ListenersOf(options) * options.Brokers);
        var files = ServerProperties.Write(options, security, folder, ports.Numbers);
        var nodes = files.Select(node => new KafkaNode(node, java, options)).ToArray();
        var kafka = new KafkaProcess(folder, nodes, security, ports);
        try
        {
            await KafkaStorage.FormatAsync(files, java, options, cancellationToken).ConfigureAwait(false);
            foreach (var node in nodes)
            {
                node.Start();
            }

            await Task.WhenAll(nodes.Select(node => node.WaitUntilReadyAsync(nodes.Length, cancellationToken))).ConfigureAwait(false);
            return kafka;
        }
        catch
        {
            await kafka.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>The <c>host:port</c> of one broker, as in <see cref="BootstrapServers"/>.</summary>
    /// <param name="node">The broker's id, from 1.</param>
    public string AddressOf(int node) => Node(node).Address;

    /// <summary>
    /// Writes the files that a client needs, in a folder of their own. If there are <see cref="KafkaSecurityOptions.Users"/>, they log in as
    /// the first of them.
    /// </summary>
    /// <param name="kind">What is right or wrong with the certificate.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="InvalidOperationException">Clients of this Kafka need not log in.</exception>
    /// <exception cref="KafkaProcessException">Java's keytool failed: with the end of its output.</exception>
    public Task<ClientFiles> HandOutAsync(ClientCertificateKind kind, CancellationToken cancellationToken) => _security is null
        ? throw new InvalidOperationException("There is nothing to hand out: this Kafka was started without security.")
        : _security.HandOutAsync(kind, BootstrapServers, cancellationToken);

    /// <summary>The last lines of a broker's log, over all its starts.</summary>
    /// <param name="node">The broker's id, from 1.</param>
    public string LogTailOf(int node) => Node(node).LogTail;

    /// <summary>Ends a broker at once, as a power cut would (SIGKILL), and returns when it is gone. Does nothing if it is not running.</summary>
    /// <param name="node">The broker's id, from 1.</param>
    public void Kill(int node) => Node(node).Kill();

    /// <summary>Starts a broker again on its data and waits until it serves; one that is still running is stopped in an orderly way first.</summary>
    /// <param name="node">The broker's id, from 1.</param>
    /// <param name="cancellationToken">Gives up waiting; the broker goes on.</param>
    /// <exception cref="KafkaProcessException">The broker did not start: with the end of its log.</exception>
    public async Task RestartAsync(int node, CancellationToken cancellationToken)
    {
        var target = Node(node);
        await target.StopAsync(cancellationToken).ConfigureAwait(false);
        target.Start();
        await target.WaitUntilReadyAsync(expectedBrokers: 1, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Freezes a broker (SIGSTOP): its connections stay open and nothing answers.</summary>
    /// <param name="node">The broker's id, from 1.</param>
    /// <exception cref="PlatformNotSupportedException">On Windows.</exception>
    public void Pause(int node) => Node(node).Signal(UnixSignal.Stop);

    /// <summary>Lets a paused broker go on (SIGCONT).</summary>
    /// <param name="node">The broker's id, from 1.</param>
    /// <exception cref="PlatformNotSupportedException">On Windows.</exception>
    public void Resume(int node) => Node(node).Signal(UnixSignal.Continue);

    /// <summary>Kills all brokers and removes their data.</summary>
    public ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
        {
            node.Kill();
        }

        _ports.Dispose();
        _security?.Dispose();
        if (Directory.Exists(Folder))
        {
            Directory.Delete(Folder, recursive: true);
        }

        return ValueTask.CompletedTask;
    }

    private KafkaNode Node(int node)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(node, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(node, _nodes.Length);
        return _nodes[node - 1];
    }
}
