// SPDX-License-Identifier: Apache-2.0

using Microsoft.Extensions.Time.Testing;
using Sluice.Core.Errors;
using Sluice.Core.Topics;

namespace Sluice.Core.Tests.Topics;

public sealed class TopicIdentitiesTests
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromMilliseconds(50);

    private readonly FakeTimeProvider _time = new();
    private readonly List<TaskCompletionSource<TopicDescription>> _requests = [];
    private readonly FreshAnswers<string, TopicDescription> _descriptions;
    private readonly TopicIdentities _identities;

    public TopicIdentitiesTests()
    {
        _descriptions = new(topic => _identities!.RememberAsync(topic, () =>
        {
            var request = new TaskCompletionSource<TopicDescription>();
            _requests.Add(request);
            return request.Task;
        }));
        _identities = new TopicIdentities(_descriptions, _time, capacity: 10);
    }

    [Fact]
    public async Task Find_ShouldCountTheAge_FromWhenItWasAsked()
    {
        var asked = _descriptions.AskAsync("orders");
        Advance(30);
        await AnswerAsync(asked, life: 1);

        _identities.Find("orders", MaxAge)!.Id.ShouldBe(new TopicId(0, 1));
        Advance(20);
        _identities.Find("orders", MaxAge).ShouldNotBeNull();
        Advance(1);
        _identities.Find("orders", MaxAge).ShouldBeNull();
    }

    [Fact]
    public async Task FindAndRenew_ShouldRenewInTheBackground_WhenHalfTheAgeIsOver()
    {
        await AnswerAsync(_descriptions.AskAsync("orders"), life: 1);
        Advance(25);
        _identities.FindAndRenew("orders", MaxAge).ShouldNotBeNull();
        _requests.Count.ShouldBe(1);

        Advance(1);
        _identities.FindAndRenew("orders", MaxAge)!.Id.ShouldBe(new TopicId(0, 1));
        _identities.FindAndRenew("orders", MaxAge).ShouldNotBeNull();
        _requests.Count.ShouldBe(2);

        _requests[1].SetResult(Description("orders", 2));
        Advance(40);
        _identities.FindAndRenew("orders", MaxAge)!.Id.ShouldBe(new TopicId(0, 2));
    }

    [Fact]
    public async Task Find_ShouldKnowNothing_WhenTheTopicIsGoneOrKafkaCannotBeAsked()
    {
        await AnswerAsync(_descriptions.AskAsync("orders"), life: 1);

        var asked = _descriptions.AskAsync("orders");
        _requests[^1].SetException(new KafkaFailureException(FailureCode.TopicNotFound, "gone"));

        await Should.ThrowAsync<KafkaFailureException>(() => asked);
        _identities.Find("orders", MaxAge).ShouldBeNull();
    }

    [Fact]
    public async Task Forget_ShouldAlsoCoverAnswers_ThatAreUnderWay()
    {
        await AnswerAsync(_descriptions.AskAsync("orders"), life: 1);
        var asked = _descriptions.AskAsync("orders");

        _identities.Forget("orders");
        await AnswerAsync(asked, life: 1);

        _identities.Find("orders", MaxAge).ShouldBeNull();
    }

    [Fact]
    public async Task Find_ShouldKeepTheYoungest_WhenThereAreTooMany()
    {
        for (var i = 0; i < 11; i++)
        {
            Advance(1);
            await AnswerAsync(_descriptions.AskAsync($"t{i}"), life: i);
        }

        Enumerable.Range(0, 11).Where(i => _identities.Find($"t{i}", MaxAge) is not null).ShouldBe([5, 6, 7, 8, 9, 10]);
    }

    private void Advance(int milliseconds) => _time.Advance(TimeSpan.FromMilliseconds(milliseconds));

    private async Task AnswerAsync(Task<TopicDescription> asked, int life)
    {
        _requests[^1].SetResult(Description("orders", life));
        await asked;
    }

    private static TopicDescription Description(string topic, int life) => new(topic, new TopicId(0, life), []);
}
