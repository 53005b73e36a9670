// SPDX-License-Identifier: Apache-2.0

using System.Collections.Concurrent;
using Sluice.Soak.Gateways;

namespace Sluice.Soak.Load;

/// <summary>
/// Clients of a gateway that is going to stop, each on a connection of its own: five of eight write, one of them slowly, two wait for records
/// and one asks. They do as they are told, pause where it says Retry-After, and end when there is nobody to connect to.
/// </summary>
internal sealed class ClientsUntilTheStop : IDisposable
{
    private const int RecordsPerRequest = 3;
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SlowBody = TimeSpan.FromMilliseconds(300);
    private readonly string _topic;
    private readonly int _partitions;
    private readonly WireClient[] _clients;
    private readonly int _writers;
    private readonly int _firstWriter;
    private readonly ConcurrentQueue<Answer> _others = [];
    private int _sent;
    private int _answered;
    private volatile bool _isGone;

    /// <param name="address">Where the gateway is.</param>
    /// <param name="topic">Where they write and read.</param>
    /// <param name="partitions">The topic's partitions.</param>
    /// <param name="clients">How many.</param>
    /// <param name="firstWriter">The number of the first writer, which is in its keys.</param>
    public ClientsUntilTheStop(Uri address, string topic, int partitions, int clients, int firstWriter)
    {
        _topic = topic;
        _partitions = partitions;
        _clients = [.. Enumerable.Range(0, clients).Select(_ => new WireClient(address))];
        _writers = clients * 5 / 8;
        _firstWriter = firstWriter;
        Writers = new RecordWriters(WriteAsync, firstWriter..(firstWriter + _writers), RecordsPerRequest);
    }

    public RecordWriters Writers { get; }

    /// <summary>Requests that were answered with success until now.</summary>
    public int Answered => Volatile.Read(ref _answered);

    /// <summary>Requests that wait for their answer now.</summary>
    public int UnderWay => Volatile.Read(ref _sent);

    /// <summary>What became of every request that was sent.</summary>
    public IReadOnlyList<Answer> Answers => [.. Writers.Answers.Concat(_others).Where(answer => answer.WasSent)];

    public Task RunAsync(CancellationToken cancellationToken) => Task.WhenAll(
        Enumerable.Range(_writers, _clients.Length - _writers).Select(client => AskAsync(client, cancellationToken))
            .Append(Writers.RunAsync(_ => !_isGone, cancellationToken)));

    public void Dispose() => Array.ForEach(_clients, client => client.Dispose());

    private Task<Answer> WriteAsync(int writer, string body, CancellationToken cancellationToken)
    {
        var client = writer - _firstWriter;
        return SendAsync(client, "POST", $"/v1/producer/topics/{_topic}", body, client % 5 == 0 ? SlowBody : TimeSpan.Zero, cancellationToken);
    }

    private async Task AskAsync(int client, CancellationToken cancellationToken)
    {
        var partition = client % _partitions;
        var poll = $"/v1/consumer/topics/{_topic}/partitions/{partition}/offsets/latest?timeout=30000";
        var path = client % 3 == 0 ? $"/v1/metadata/topics/{_topic}/partitions/{partition}" : poll;
        while (!_isGone)
        {
            var answer = await SendAsync(client, "GET", path, "", TimeSpan.Zero, cancellationToken);
            _others.Enqueue(answer with { Body = answer.IsOk ? "" : answer.Body });
        }
    }

    private async Task<Answer> SendAsync(int client, string method, string path, string body, TimeSpan pause, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _sent);
        var answer = await _clients[client].SendAsync(method, path, body, pause, cancellationToken);
        Interlocked.Decrement(ref _sent);
        if (!answer.WasSent)
        {
            _isGone = true;
        }
        else if (answer.IsOk)
        {
            Interlocked.Increment(ref _answered);
        }
        else if (answer.IsStopping)
        {
            await Task.Delay(RetryAfter, cancellationToken);
        }

        return answer;
    }
}
