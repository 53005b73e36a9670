// SPDX-License-Identifier: Apache-2.0

using Microsoft.Extensions.Logging;
using Sluice.Core.Errors;
using Sluice.Core.Telemetry;
using Sluice.Core.Topics;

namespace Sluice.Core.Reading;

/// <summary>Reads records by topic, partition and offset, without a consumer group and without state a client must keep. Thread-safe.</summary>
public sealed class RecordReader : IDisposable
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(500);

    // So long a cursor waits for a record that must be there before it is asked whether the topic is still the same.
    private static readonly TimeSpan StallAfter = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan KeepShared = TimeSpan.FromSeconds(1);

    private readonly TopicCatalog _topics;
    private readonly KafkaClusterOptions _options;
    private readonly TimeProvider _time;
    private readonly KnownOffsets _known;
    private readonly CancellationTokenSource _stopWaiting = new();
    private readonly CursorPool _cursors;
    private readonly SharedReads _reads;
    private readonly Tail _tail;
    private readonly KafkaTelemetry _telemetry;
    private int _parked;

    internal RecordReader(
        TopicCatalog topics, ConsumerFactory consumers, KafkaClusterOptions options, ILogger log, TimeProvider time, KafkaTelemetry telemetry)
    {
        _telemetry = telemetry;
        _topics = topics;
        _options = options;
        _time = time;
        _known = new KnownOffsets(topics, time);
        _cursors = new CursorPool(consumers.CreateForCursor, consumers.CreateForFewRecords, options, StallAfter, time);
        _reads = new SharedReads(_cursors, time, KeepShared);
        _tail = new Tail(consumers.CreateForTail, time, log);
        _ = new TailWatch(_tail, topics, time).RunAsync(_stopWaiting.Token);
    }

    /// <summary>Number of cursors that serve a read, of those that do not, and of reads that wait for one.</summary>
    internal (int Used, int Idle, int Waiting) Cursors => _cursors.Usage;

    /// <summary>The most cursors there may be.</summary>
    internal int MaxCursors => _options.MaxCursors;

    /// <summary>Number of records that came from Kafka, by cursors and by the shared tail.</summary>
    internal (long ByCursors, long ByTail) Fetched => (_cursors.Fetched, _tail.Fetched);

    /// <summary>Number of reads that wait at the end of their partition.</summary>
    internal int Parked => Volatile.Read(ref _parked);

    /// <summary>
    /// Returns what is there from that position: up to the request's bounds, at least one record if there is one, however large;
    /// transaction markers, aborted records and compacted gaps are passed over. An empty answer means the readable end.
    /// </summary>
    /// <param name="request">What to read.</param>
    /// <param name="timeout">The answer is given after this time and <see cref="ReadRequest.Wait"/> at the latest.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    /// <exception cref="KafkaFailureException">No such topic or partition, an offset out of range (with the range), no room for
    /// the first record, or Kafka cannot be asked.</exception>
    public async Task<ReadResult> ReadAsync(ReadRequest request, TimeSpan timeout, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentOutOfRangeException.ThrowIfLessThan(request.MaxRecords, 1, nameof(request));
        ArgumentOutOfRangeException.ThrowIfLessThan(request.MaxBytes, 1, nameof(request));
        ArgumentOutOfRangeException.ThrowIfNegative(request.Position.Number, nameof(request));

        var observed = _telemetry.Begin(KafkaCall.Receive, request.Topic);
        try
        {
            var begun = _time.GetTimestamp();
            var run = new ReadRun(_topics, _reads, _tail, _known, request, _options, _time, cancellationToken);
            var result = await run.ReadAsync(timeout).ConfigureAwait(false);
            var mustWait = result.Records.Count == 0 && request.Wait > TimeSpan.Zero;
            if (mustWait)
            {
                result = await ParkAsync(run, result, request, timeout, begun, cancellationToken).ConfigureAwait(false);
            }

            observed?.End(result, mustWait);
            return result;
        }
        catch (Exception e)
        {
            observed?.Fail(e);
            throw;
        }
    }

    /// <summary>
    /// Lets all who wait for records look a last time and answer, and nobody wait from now on: for a server that is about to stop.
    /// </summary>
    public void StopWaiting() => _stopWaiting.Cancel();

    /// <summary>Closes all native consumers. Reads under way end with an error.</summary>
    public void Dispose()
    {
        _stopWaiting.Cancel();
        _tail.Dispose();
        _cursors.Dispose();
    }

    private async Task<ReadResult> ParkAsync(ReadRun run, ReadResult empty, ReadRequest request, TimeSpan timeout, long begun, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _parked);
        try
        {
            return await WaitAsync(run, empty, request, timeout, begun, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref _parked);
        }
    }

    /// <summary>Waits at the end in the shared tail, and looks a last time when the time is up.</summary>
    private async Task<ReadResult> WaitAsync(ReadRun run, ReadResult empty, ReadRequest request, TimeSpan timeout, long begun, CancellationToken cancellationToken)
    {
        var result = empty;
        var pause = ShortestPause;
        var waiting = _time.GetTimestamp();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stopWaiting.Token);
        while (true)
        {
            var left = stop.IsCancellationRequested ? TimeSpan.Zero : request.Wait - _time.GetElapsedTime(waiting);
            if (left > TimeSpan.Zero)
            {
                try
                {
                    var woken = await _tail.WaitAsync(
                        run.Partition, result.NextOffset, request.MaxRecords, request.MaxBytes, left, stop.Token).ConfigureAwait(false);
                    if (woken is not null)
                    {
                        return request.Keep(woken);
                    }
                }
                catch (TimeoutException)
                {
                    left = TimeSpan.Zero;
                }
                catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
                {
                    left = TimeSpan.Zero;
                }
            }

            var total = timeout + request.Wait - _time.GetElapsedTime(begun);
            result = await run.ContinueAsync(result.NextOffset, total < timeout ? total : timeout).ConfigureAwait(false);
            if (result.Records.Count > 0 || left <= TimeSpan.Zero)
            {
                return result;
            }

            // Where the tail cannot wait for this reader, as below an open transaction above which another waits, it looks for itself, but not without a pause.
            await Task.Delay(pause < left ? pause : left, _time, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }
}
