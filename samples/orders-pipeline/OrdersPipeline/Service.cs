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
                await WriteAsync(record, stopping);
                return true;
            }
            catch (OutputUnavailableException trouble)
            {
                Console.Error.WriteLine($"{record.TopicPartitionOffset} waits: {trouble.Message}");
                if (!input.WaitWith(record, pause, stopping))
                {
                    return false;
                }
            }
        }
    }

    private async Task WriteAsync(InputRecord record, CancellationToken stopping)
    {
        using var attempt = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        attempt.CancelAfter(AttemptTimeout);
        try
        {
            await output.WriteAsync(record, handler.Handle(record), attempt.Token);
        }
        catch (InvalidRecordException wrong)
        {
            await deadLetters.WriteAsync(record, wrong.Message, attempt.Token);
        }
        catch (OperationCanceledException late) when (!stopping.IsCancellationRequested)
        {
            throw new OutputUnavailableException("no answer in time", late);
        }
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
