// SPDX-License-Identifier: Apache-2.0

using System.Collections.Concurrent;

namespace Sluice.Core.Topics;

/// <summary>A thread of its own for calls that block, so that they never occupy the thread pool. It takes them one after the other.</summary>
internal sealed class BlockingThread : IAsyncDisposable
{
    private readonly BlockingCollection<Action> _calls = [];
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public BlockingThread(string name) => new Thread(Run) { Name = name, IsBackground = true }.Start();

    /// <summary>Makes the call as soon as those before it have returned.</summary>
    public Task<T> RunAsync<T>(Func<T> call)
    {
        var result = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            _calls.Add(() => Complete(result, call));
        }
        catch (InvalidOperationException)
        {
            throw new ObjectDisposedException(nameof(BlockingThread));
        }

        return result.Task;
    }

    /// <summary>Takes no more calls and completes when the last one has returned.</summary>
    public ValueTask DisposeAsync()
    {
        _calls.CompleteAdding();
        return new ValueTask(_ended.Task);
    }

    private void Run()
    {
        foreach (var call in _calls.GetConsumingEnumerable())
        {
            call();
        }

        _ended.SetResult();
    }

    private static void Complete<T>(TaskCompletionSource<T> result, Func<T> call)
    {
        try
        {
            result.SetResult(call());
        }
        catch (Exception e)
        {
            result.SetException(e);
        }
    }
}
