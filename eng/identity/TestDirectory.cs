// SPDX-License-Identifier: Apache-2.0

using System.Collections.Concurrent;

namespace Sluice.TestIdentity;

/// <summary>
/// Who belongs to which group, as Microsoft Graph tells those whose application may ask: see <see cref="Readers"/>. Thread-safe.
/// </summary>
public sealed class TestDirectory
{
    private readonly ConcurrentDictionary<(string Group, string ObjectId), bool> _members = new();
    private readonly ConcurrentDictionary<string, int> _questions = new();
    private readonly ConcurrentDictionary<string, int> _underWay = new();
    private readonly ConcurrentDictionary<string, bool> _unknown = new();
    private readonly ConcurrentQueue<int> _sizes = new();
    private int _mostUnderWay;
    private int _failures;

    /// <summary>Applications that may ask, by client id. Others are refused, as without permissions in the tenant.</summary>
    public ISet<string> Readers { get; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Every question is dropped without an answer.</summary>
    public bool IsDown { get; set; }

    /// <summary>How long each answer takes.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>If set, every question is answered 429 with that many seconds in <c>Retry-After</c>.</summary>
    public int? RetryAfter { get; set; }

    /// <summary>How many questions came, also those that got no answer.</summary>
    public int Questions => _questions.Values.Sum();

    /// <summary>How many groups each question named.</summary>
    public IReadOnlyCollection<int> QuestionSizes => _sizes;

    /// <summary>The most questions about one object that were under way at a time.</summary>
    public int MostUnderWay => Volatile.Read(ref _mostUnderWay);

    /// <summary>Answers so many questions with 503, and then as before.</summary>
    public void FailNext(int questions) => Volatile.Write(ref _failures, questions);

    public int QuestionsAbout(string objectId) => _questions.GetValueOrDefault(objectId);

    public void Add(string group, string objectId) => _members[(group, objectId)] = true;

    public void Remove(string group, string objectId) => _members.TryRemove((group, objectId), out _);

    /// <summary>From now on there is no such user or application.</summary>
    public void Forget(string objectId) => _unknown[objectId] = true;

    /// <summary>Counts from the beginning.</summary>
    public void ForgetQuestions()
    {
        _questions.Clear();
        _sizes.Clear();
        Volatile.Write(ref _mostUnderWay, 0);
    }

    internal bool FailsNow() => Interlocked.Decrement(ref _failures) >= 0;

    internal bool Knows(string objectId) => !_unknown.ContainsKey(objectId);

    internal bool IsMember(string group, string objectId) => _members.ContainsKey((group, objectId));

    internal void Begin(string objectId, int groups)
    {
        _sizes.Enqueue(groups);
        _questions.AddOrUpdate(objectId, 1, (_, count) => count + 1);
        var underWay = _underWay.AddOrUpdate(objectId, 1, (_, count) => count + 1);
        int most;
        while ((most = Volatile.Read(ref _mostUnderWay)) < underWay
            && Interlocked.CompareExchange(ref _mostUnderWay, underWay, most) != most)
        {
        }
    }

    internal void End(string objectId) => _underWay.AddOrUpdate(objectId, 0, (_, count) => count - 1);
}
