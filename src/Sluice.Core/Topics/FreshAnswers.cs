// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Core.Topics;

/// <summary>
/// Lets any number of callers ask the same question with few requests, while no answer is older than its question:
/// for each key one request at most is under way, and whoever asks meanwhile shares the next one, never the one sent before.
/// A failure goes to those who share the request and is not kept. A request belongs to nobody: it goes on when its askers give up,
/// so it must have a deadline of its own. Thread-safe.
/// </summary>
internal sealed class FreshAnswers<TKey, TAnswer>(Func<TKey, Task<TAnswer>> request)
    where TKey : notnull
{
    // A key is here while a request of it is under way; its value is the request to be sent next, if anybody asked for one.
    private readonly Dictionary<TKey, TaskCompletionSource<TAnswer>?> _underWay = [];

    /// <summary>The answer of a request that is sent after this call.</summary>
    public Task<TAnswer> AskAsync(TKey key)
    {
        var answer = new TaskCompletionSource<TAnswer>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_underWay)
        {
            if (_underWay.TryGetValue(key, out var next))
            {
                return (_underWay[key] = next ?? answer)!.Task;
            }

            _underWay.Add(key, null);
        }

        _ = RunAsync(key, answer);
        return answer.Task;
    }

    private async Task RunAsync(TKey key, TaskCompletionSource<TAnswer>? answer)
    {
        while (answer is not null)
        {
            try
            {
                answer.SetResult(await request(key).ConfigureAwait(false));
            }
            catch (Exception e)
            {
                answer.SetException(e);

                // Read here, or it counts as unobserved when every asker has given up.
                _ = answer.Task.Exception;
            }

            answer = TakeNext(key);
        }
    }

    private TaskCompletionSource<TAnswer>? TakeNext(TKey key)
    {
        lock (_underWay)
        {
            var next = _underWay[key];
            if (next is null)
            {
                _underWay.Remove(key);
            }
            else
            {
                _underWay[key] = null;
            }

            return next;
        }
    }
}
