// SPDX-License-Identifier: Apache-2.0

using Microsoft.AspNetCore.Http;
using Sluice.Gateway.Http.Problems;

namespace Sluice.Gateway.Http.Memory;

/// <summary>
/// Feature of a request: what it holds of the gateway's memory and how much it carries. Thread-safe; after its end nothing is held any more,
/// whoever still works for it.
/// </summary>
internal sealed class RequestUsage(MemoryBudget budget) : IDisposable
{
    // A request that grows takes as much again as it has, up to this: the budget is shared by all and seldom asked, and who needs
    // little keeps little from others.
    private const long LargestStep = 64 * 1024;

    private readonly Lock _lock = new();
    private MemoryBudget _budget = budget;
    private long _held;
    private long _taken;
    private long _carried;
    private bool _isOver;

    /// <summary>Whether the body comes compressed, however it is read.</summary>
    public bool HasEncodedBody { get; init; }

    /// <summary>How long it may wait for memory before it begins; not at all by default.</summary>
    public TimeSpan Patience { get; init; }

    /// <summary>The most that it ever gets, in bytes.</summary>
    public long Limit => _budget.Limit;

    /// <summary>Bytes of the body, decompressed, and of the answer, before compression, so far.</summary>
    public long Carried => Interlocked.Read(ref _carried);

    /// <summary>The usage of this request; one without bounds where no limits are set.</summary>
    public static RequestUsage Of(HttpContext context)
    {
        var usage = context.Features.Get<RequestUsage>();
        if (usage is null)
        {
            usage = new RequestUsage(MemoryBudget.Unbounded());
            context.Features.Set(usage);
        }

        return usage;
    }

    /// <summary>Counts bytes that came or went.</summary>
    public void Carry(long bytes) => Interlocked.Add(ref _carried, bytes);

    /// <summary>From now on takes from a share of the budget; nothing may be held yet.</summary>
    public void TakeFrom(MemoryBudget share)
    {
        lock (_lock)
        {
            if (_taken > 0)
            {
                throw new InvalidOperationException("The request holds memory already.");
            }

            _budget = share;
        }
    }

    /// <summary>Holds <paramref name="bytes"/> more until the request ends; what is answered if that cannot be.</summary>
    public Problem? TryHold(long bytes)
    {
        lock (_lock)
        {
            var refused = Take(_held + bytes);
            if (refused is null)
            {
                _held += bytes;
            }

            return refused;
        }
    }

    /// <inheritdoc cref="TryHold"/>
    /// <exception cref="ProblemException">There is no room.</exception>
    public void Hold(long bytes) => ThrowIf(TryHold(bytes));

    /// <summary>Sees to it that <paramref name="bytes"/> in all can be held, and waits for them as long as <see cref="Patience"/> says.</summary>
    /// <exception cref="ProblemException">There is no room.</exception>
    public async ValueTask ReserveAsync(long bytes, CancellationToken cancellationToken)
    {
        var missing = bytes - _taken;
        if (missing <= 0)
        {
            return;
        }

        ThrowIf(bytes > Limit ? TooLarge() : await _budget.TakeAsync(missing, Patience, cancellationToken));
        lock (_lock)
        {
            _taken += missing;
        }
    }

    /// <summary>Gives back what was taken and is not held.</summary>
    public void ReturnUnused()
    {
        lock (_lock)
        {
            _budget.Return(_taken - _held);
            _taken = _held;
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _isOver = true;
            _budget.Return(_taken);
            _taken = 0;
        }
    }

    private static void ThrowIf(Problem? refused)
    {
        if (refused is not null)
        {
            throw new ProblemException(refused);
        }
    }

    private Problem? Take(long total)
    {
        var missing = total - _taken;
        if (missing <= 0)
        {
            return null;
        }

        if (total > _budget.Limit || _isOver)
        {
            return TooLarge();
        }

        var hasBegun = _taken > 0;
        var step = Math.Max(missing, Math.Min(_taken, LargestStep));
        if (_budget.TryTake(step, hasBegun) is not null)
        {
            step = missing;
            if (_budget.TryTake(step, hasBegun) is { } refused)
            {
                return refused;
            }
        }

        _taken += step;
        return null;
    }

    private Problem TooLarge() => new(
        ErrorCatalogue.RequestTooLarge,
        $"The request needs more memory than one may have, {_budget.Limit} bytes: send fewer records at a time, or raise Limits:MemoryBudget.");
}
