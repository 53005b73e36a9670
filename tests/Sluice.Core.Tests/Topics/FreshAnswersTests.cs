// SPDX-License-Identifier: Apache-2.0

using CsCheck;
using Sluice.Core.Topics;

namespace Sluice.Core.Tests.Topics;

public sealed class FreshAnswersTests
{
    private readonly List<(string Key, TaskCompletionSource<int> Answer)> _requests = [];
    private readonly FreshAnswers<string, int> _answers;

    public FreshAnswersTests() => _answers = new(key =>
    {
        var answer = new TaskCompletionSource<int>();
        lock (_requests)
        {
            _requests.Add((key, answer));
        }

        return answer.Task;
    });

    [Fact]
    public async Task AskAsync_ShouldShareTheNextRequest_WhenOneIsUnderWay()
    {
        var first = _answers.AskAsync("a");
        var second = _answers.AskAsync("a");
        var third = _answers.AskAsync("a");

        _requests.Count.ShouldBe(1);
        _requests[0].Answer.SetResult(1);
        (await first).ShouldBe(1);
        second.IsCompleted.ShouldBeFalse();

        _requests.Count.ShouldBe(2);
        _requests[1].Answer.SetResult(2);
        (await second).ShouldBe(2);
        (await third).ShouldBe(2);
        _requests.Count.ShouldBe(2);
    }

    [Fact]
    public void AskAsync_ShouldNotWaitForAnotherKey()
    {
        _ = _answers.AskAsync("a");
        _ = _answers.AskAsync("b");

        _requests.Select(request => request.Key).ShouldBe(["a", "b"]);
    }

    [Fact]
    public async Task AskAsync_ShouldAskAgain_WhenTheRequestBeforeFailed()
    {
        var first = _answers.AskAsync("a");
        _requests[0].Answer.SetException(new InvalidOperationException("down"));
        await Should.ThrowAsync<InvalidOperationException>(() => first);

        var second = _answers.AskAsync("a");
        _requests[1].Answer.SetResult(2);

        (await second).ShouldBe(2);
    }

    [Fact]
    public async Task AskAsync_ShouldGoOnForTheOthers_WhenOneGivesUp()
    {
        using var giveUp = new CancellationTokenSource();
        var impatient = _answers.AskAsync("a").WaitAsync(giveUp.Token);
        var next = _answers.AskAsync("a");
        await giveUp.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => impatient);

        _requests[0].Answer.SetResult(1);
        _requests[1].Answer.SetResult(2);

        (await next).ShouldBe(2);
    }

    [Fact]
    public async Task AskAsync_ShouldFail_WhenTheRequestThrowsAtOnce()
    {
        var answers = new FreshAnswers<string, int>(_ => throw new InvalidOperationException("down"));

        await Should.ThrowAsync<InvalidOperationException>(() => answers.AskAsync("a"));
        await Should.ThrowAsync<InvalidOperationException>(() => answers.AskAsync("a"));
    }

    [Fact]
    public async Task AskAsync_ShouldNeverAnswerWithWhatIsOlderThanTheQuestion()
    {
        await Gen.Int[1, 60].List[1, 8].SampleAsync(
            async askers =>
            {
                var world = 0;
                var underWay = 0;
                var answers = new FreshAnswers<string, int>(async _ =>
                {
                    Interlocked.Increment(ref underWay).ShouldBe(1);
                    var seen = Volatile.Read(ref world);
                    await Task.Yield();
                    Interlocked.Decrement(ref underWay);
                    return seen;
                });

                await Task.WhenAll(askers.Select(questions => Task.Run(async () =>
                {
                    for (var i = 0; i < questions; i++)
                    {
                        var before = Interlocked.Increment(ref world);
                        (await answers.AskAsync("a")).ShouldBeGreaterThanOrEqualTo(before);
                    }
                })));
            },
            iter: 100);
    }
}
