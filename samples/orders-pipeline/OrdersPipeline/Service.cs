// SPDX-License-Identifier: Apache-2.0

using OrdersPipeline.Handlers;
using OrdersPipeline.Outputs;

namespace OrdersPipeline;

/// <summary>Reads, handles, writes, and only then lets the record be committed: at least once.</summary>
internal sealed class Service(IInput input, IHandler handler, IOutput output, DeadLetters deadLetters)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan AttemptTimeout = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    public async Task RunAsync(CancellationToken stopping)
    {
        try
        {
            while (!stopping.IsCancellationRequested)
            {
                if (input.Read(Patience) is { } record && await ProcessAsync(record, stopping))
                {
                    input.Done(record);
                }
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // What was under way is not committed, so it is done again after the next start.
        }
    }

    /// <summary>True once all that follows from the record is written and acknowledged; tries until then.</summary>
    private async Task<bool> ProcessAsync(InputRecord record, CancellationToken stopping)
    {
        for (var pause = TimeSpan.FromMilliseconds(50); ; pause = Shorter(pause * 2, LongestPause))
        {
            try
            {
                await AttemptAsync(record, stopping);
                return true;
            }
            catch (OutputUnavailableException trouble)
            {
                Console.Error.WriteLine($"{record.TopicPartitionOffset} waits: {trouble.Message}");
                if (!input.WaitWith(record, Task.Delay(pause, stopping), stopping))
                {
                    return false;
                }
            }
        }
    }

    private async Task AttemptAsync(InputRecord record, CancellationToken stopping)
    {
        using var attempt = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        attempt.CancelAfter(AttemptTimeout);
        try
        {
            var writing = WriteAsync(record, attempt.Token);
            var isQuick = await Task.WhenAny(writing, Task.Delay(Patience, CancellationToken.None)) == writing;
            if (!isQuick && !input.WaitWith(record, writing, stopping))
            {
                // Its new owner writes it, and perhaps what comes after it: do not come later than that.
                await attempt.CancelAsync();
            }

            await writing;
        }
        catch (OperationCanceledException late) when (!stopping.IsCancellationRequested)
        {
            throw new OutputUnavailableException("no answer in time, or the partition is another member's now", late);
        }
    }

    private async Task WriteAsync(InputRecord record, CancellationToken cancellationToken)
    {
        try
        {
            await output.WriteAsync(record, handler.Handle(record), cancellationToken);
        }
        catch (InvalidRecordException wrong)
        {
            await deadLetters.WriteAsync(record, wrong.Message, cancellationToken);
        }
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
