// SPDX-License-Identifier: Apache-2.0

using System.Collections.Concurrent;
using System.Collections.Frozen;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Sluice.Gateway.Http.Problems;
using Sluice.Gateway.Security.Access;

namespace Sluice.Gateway.Security.Groups;

/// <summary>
/// The groups of callers, as Microsoft Graph tells them, remembered for a while. For one caller one request is under way at a time, and
/// whoever wants to know waits for it. Thread-safe.
/// </summary>
internal sealed class Memberships(Lazy<IDirectory> directory, IOptions<GroupOptions> options, TimeProvider time, ILogger<Memberships> logger)
    : IDisposable
{
    private const string Unknown = "The groups of the caller cannot be found out now: try again.";
    private readonly ConcurrentDictionary<(string ObjectId, FrozenSet<string> Groups), Task<Membership>> _underWay = new();
    private readonly GroupOptions _options = options.Value;

    // Once it is full, it drops the oldest answers on callers who do not come in before all others: strangers drive out nobody who does.
    private readonly MemoryCache _known = new(new MemoryCacheOptions { SizeLimit = options.Value.MaxCachedCallers });

    /// <summary>How many answers are kept.</summary>
    public int Count => _known.Count;

    /// <summary>Which of <see cref="AccessSettings.DirectoryGroups"/> the caller belongs to, nested ones too.</summary>
    /// <exception cref="ProblemException">503, retryable: there is no answer that may still be used, and none to be had.</exception>
    public async ValueTask<FrozenSet<string>> FindAsync(string objectId, AccessSettings settings, CancellationToken cancellationToken)
    {
        var known = Find(objectId, settings);
        if (known is not null && IsFresh(known))
        {
            return known.Groups;
        }

        try
        {
            return (await AskOnceAsync(objectId, settings).WaitAsync(cancellationToken)).Groups;
        }
        catch (DirectoryUnavailableException failure)
        {
            if (known is { IsLetIn: true } && Age(known) < _options.OutageMaxAge)
            {
                return known.Groups;
            }

            throw new ProblemException(ErrorCatalogue.IdentityUnavailable, Unknown, failure);
        }
    }

    public void Dispose() => _known.Dispose();

    private Membership? Find(string objectId, AccessSettings settings) =>
        _known.TryGetValue(objectId, out Membership? known)
        && (ReferenceEquals(known!.Asked, settings.DirectoryGroups) || settings.DirectoryGroups.IsSubsetOf(known.Asked))
            ? known
            : null;

    private bool IsFresh(Membership known) => Age(known) < (known.IsLetIn ? _options.MemberMaxAge : _options.NonMemberMaxAge);

    private TimeSpan Age(Membership known) => time.GetElapsedTime(known.Time);

    private Task<Membership> AskOnceAsync(string objectId, AccessSettings settings)
    {
        var key = (objectId, settings.DirectoryGroups);
        var mine = new TaskCompletionSource<Membership>(TaskCreationOptions.RunContinuationsAsynchronously);
        var underWay = _underWay.GetOrAdd(key, mine.Task);
        if (underWay == mine.Task)
        {
            _ = AskAsync(key, settings, mine);
        }

        return underWay;
    }

    // No caller that hangs up ends it for the others.
    private async Task AskAsync(
        (string ObjectId, FrozenSet<string> Groups) key, AccessSettings settings, TaskCompletionSource<Membership> answer)
    {
        try
        {
            // The one before may have ended since this caller looked.
            if (Find(key.ObjectId, settings) is { } known && IsFresh(known))
            {
                answer.SetResult(known);
                return;
            }

            var asked = time.GetTimestamp();
            var groups = await directory.Value.FindGroupsAsync(key.ObjectId, key.Groups, CancellationToken.None);
            var membership = new Membership(key.Groups, groups, settings.LetsIn(groups) && groups.Count > 0, asked);
            Remember(key.ObjectId, membership);
            answer.SetResult(membership);
        }
        catch (DirectoryUnavailableException failure)
        {
            answer.SetException(failure);
        }
        catch (Exception defect)
        {
            Log.AskingFailed(logger, defect);
            answer.SetException(new DirectoryUnavailableException("A defect of the gateway.", defect));
        }
        finally
        {
            _underWay.TryRemove(key, out _);

            // Whoever waited may have gone.
            _ = answer.Task.Exception;
        }
    }

    private void Remember(string objectId, Membership membership)
    {
        using var entry = _known.CreateEntry(objectId);
        entry.Value = membership;
        entry.Size = 1;
        entry.Priority = membership.IsLetIn ? CacheItemPriority.Normal : CacheItemPriority.Low;
        entry.AbsoluteExpirationRelativeToNow = !membership.IsLetIn ? Positive(_options.NonMemberMaxAge)
            : Positive(_options.OutageMaxAge > _options.MemberMaxAge ? _options.OutageMaxAge : _options.MemberMaxAge);
    }

    private static TimeSpan Positive(TimeSpan time) => time > TimeSpan.Zero ? time : TimeSpan.FromTicks(1);
}
