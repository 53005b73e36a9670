// SPDX-License-Identifier: Apache-2.0

using System.Net;
using Sluice.EndToEnd.Tests.Gateways;
using Sluice.EndToEnd.Tests.Http;

namespace Sluice.EndToEnd.Tests.Contract.Errors;

public abstract class ProblemContract(GatewayFixture fixture) : GatewayContract(fixture)
{
    [Fact]
    public async Task TraceId_ShouldBeTheCallers_WhenTheRequestCarriesOne()
    {
        const string Trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("v1/metadata/topics/missing/partitions", UriKind.Relative));
        request.Headers.Add("traceparent", $"00-{Trace}-00f067aa0ba902b7-01");

        var problem = await Client.Http.SendAsync(request, Cancellation).ShouldBeProblemAsync("topic-not-found");

        problem.GetProperty("traceId").GetString().ShouldNotBeNull().ShouldContain(Trace);
    }

    [Fact]
    public async Task TraceId_ShouldTellRequestsApart()
    {
        var first = await Client.GetAsync("v1/metadata/topics/missing/partitions").ShouldBeProblemAsync("topic-not-found");
        var second = await Client.GetAsync("v1/metadata/topics/missing/partitions").ShouldBeProblemAsync("topic-not-found");

        first.GetProperty("traceId").GetString().ShouldNotBe(second.GetProperty("traceId").GetString());
        first.GetProperty("title").GetString().ShouldBe(second.GetProperty("title").GetString());
    }

    [Fact]
    public async Task Detail_ShouldNameWhatIsMissing()
    {
        var topic = await Client.CreateTopicAsync();

        var problem = await Client.GetAsync($"v1/metadata/topics/{topic}/partitions/7").ShouldBeProblemAsync("partition-not-found");

        problem.GetProperty("detail").GetString().ShouldNotBeNull().ShouldContain(topic);
    }

    [Fact]
    public async Task Detail_ShouldNotTellAMissingTopicFromAHiddenOne()
    {
        var missing = GatewayClient.UniqueName("missing");

        var problem = await Client.GetAsync($"v1/metadata/topics/{missing}/partitions").ShouldBeProblemAsync("topic-not-found");

        problem.GetProperty("detail").GetString().ShouldBe("There is no topic of that name, or the caller may not know of it: check the name.");
    }

    [Fact]
    public async Task Detail_ShouldNameTheParameter_ThatIsWrong()
    {
        var topic = await Client.CreateTopicAsync();

        var problem = await Client.GetRecordsAsync(topic, 0, "0", "?count=none").ShouldBeProblemAsync("invalid-parameter");

        problem.GetProperty("detail").GetString().ShouldNotBeNull().ShouldContain("count");
    }

    [Fact]
    public async Task Type_ShouldLeadToItsExplanation()
    {
        var problem = await Client.GetAsync("v1/metadata/topics/missing/partitions").ShouldBeProblemAsync("topic-not-found");

        using var explained = await Client.Http.GetAsync(
            new Uri(Client.Address, problem.GetProperty("type").GetString()), Cancellation);

        explained.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await explained.Content.ReadAsStringAsync(Cancellation)).ShouldContain("topic-not-found");
    }
}
