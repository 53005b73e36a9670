// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using System.Text;
using Sluice.Testing.Stores;
using Sluice.Testing.Stores.Elastic;

namespace Sluice.Testing.Tests.Stores;

/// <summary>What servers with security, under load, or of another version answer.</summary>
public sealed class ElasticsearchAnswersTests
{
    private const string Empty = """{ "_shards": { "total": 1 }, "hits": { "hits": [] } }""";
    private const string NoShard = """{ "_shards": { "total": 0 }, "hits": { "hits": [] } }""";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("""{ "version": { "number": "7.17.29" } }""", "Elasticsearch 7.17.29")]
    [InlineData("""{ "version": { "number": "8.15.0", "build_flavor": "default" }, "tagline": "You Know, for Search" }""", "Elasticsearch 8.15.0")]
    [InlineData("""{ "version": { "number": "9.0.0-SNAPSHOT" } }""", "Elasticsearch 9.0.0-SNAPSHOT")]
    [InlineData("""{ "version": { "distribution": "opensearch", "number": "2.11.1" } }""", "OpenSearch 2.11.1")]
    public async Task Check_ShouldKnowTheProduct_WhenItIsOneOfOurs(string answer, string product)
    {
        await using var server = new StubServer(_ => (200, answer));
        await using var store = new ElasticsearchStore(server.Address.ToString(), new StoreOptions());
        await store.CheckAsync(Patience, Stop);
        store.Product.ShouldBe(product);
    }

    [Theory]
    [InlineData(200, """{ "version": { "number": "6.8.0" } }""", false, "version 7 or later")]
    [InlineData(200, """{ "hello": 1 }""", false, "neither Elasticsearch nor OpenSearch")]
    [InlineData(200, "<html>", false, "check the URL")]
    [InlineData(401, """{ "error": { "type": "security_exception", "reason": "missing" } }""", false, "refuses the login")]
    [InlineData(302, "", false, "redirects")]
    [InlineData(429, """{ "error": { "type": "es_rejected_execution_exception", "reason": "queue full" } }""", true, "queue full")]
    [InlineData(503, "<html>down</html>", true, "HTTP 503")]
    [InlineData(500, """{ "error": "odd" }""", false, "odd")]
    public async Task Check_ShouldSayWhatIsWrong_WhenTheAnswerIsNo(int status, string answer, bool isTransient, string hint)
    {
        await using var server = new StubServer(_ => (status, answer));
        await using var store = new ElasticsearchStore($"http://elastic:s3cret@{server.Address.Authority}", new StoreOptions());
        var error = await Should.ThrowAsync<StoreException>(() => store.CheckAsync(Patience, Stop));
        error.IsTransient.ShouldBe(isTransient);
        error.Message.ShouldContain(hint);
        error.ToString().ShouldNotContain("s3cret");
    }

    [Fact]
    public async Task Login_ShouldBeSent_WhetherInTheUrlTheOptionsOrAsAKey()
    {
        await using var server = new StubServer(_ => (200, """{ "version": { "number": "8.0.0" } }"""));
        foreach (var (user, options, header) in new[]
        {
            ("el%40stic:p%3Aw@", new StoreOptions(), "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("el@stic:p:w"))),
            ("", new StoreOptions { UserName = "u", Password = "p" }, "Basic " + Convert.ToBase64String("u:p"u8)),
            ("", new StoreOptions { ApiKey = "a2V5" }, "ApiKey a2V5"),
        })
        {
            await using var store = new ElasticsearchStore($"http://{user}{server.Address.Authority}", options);
            await store.CheckAsync(Patience, Stop);
            server.Requests[^1].Authorization.ShouldBe(header);
        }
    }

    [Fact]
    public async Task Find_ShouldGoOnWithoutRefreshAndNoteIt_WhenThatIsForbidden()
    {
        await using var server = new StubServer(request =>
            request.Path.EndsWith("_refresh", StringComparison.Ordinal) ? (403, """{ "error": { "type": "security_exception", "reason": "no" } }""")
            : request.Path.Contains("_shards:0", StringComparison.Ordinal) ? (200, Empty) : (200, NoShard));
        await using var store = new ElasticsearchStore(server.Address.ToString(), new StoreOptions());

        (await store.BookmarkAsync("orders", Patience, Stop)).Note.ShouldNotBeNull();
        (await store.FindAsync("orders", new StoreQuery(), null, 5, Patience, Stop)).ShouldBeEmpty();

        store.Notes.ShouldHaveSingleItem().ShouldContain("may not refresh orders");
        server.Requests.Count(request => request.Path.EndsWith("_refresh", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task Find_ShouldNameThePrivilege_WhenReadingIsForbidden()
    {
        await using var server = new StubServer(_ => (403, """{ "error": { "type": "security_exception", "reason": "unauthorized for user [u]" } }"""));
        await using var store = new ElasticsearchStore(server.Address.ToString(), new StoreOptions());
        var error = await Should.ThrowAsync<StoreException>(() => store.FindAsync("orders", new StoreQuery { Id = "1" }, null, 5, Patience, Stop));
        error.IsTransient.ShouldBeFalse();
        error.Message.ShouldContain("read on the index");
    }

    [Fact]
    public async Task Get_ShouldComeFirstAndBeEncoded_WhenTheIdIsTheStoresOwn()
    {
        await using var server = new StubServer(_ => (200, """{ "_index": "orders", "_id": "a/b?c", "_seq_no": 7, "_primary_term": 2, "_source": { "n": 1.10 } }"""));
        await using var store = new ElasticsearchStore($"{server.Address}base", new StoreOptions());
        var found = await store.FindAsync("orders", new StoreQuery { Id = "a/b?c" }, null, 5, Patience, Stop);
        found.ShouldHaveSingleItem().Version.ShouldBe("7:2");
        found[0].Document.ToJsonString().ShouldBe("""{"n":1.10}""");
        server.Requests.ShouldHaveSingleItem().Path.ShouldBe("/base/orders/_doc/a%2Fb%3Fc");
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("_all")]
    public async Task Index_ShouldBeRefusedUnasked_WhenItsNameWouldLeadElsewhere(string index)
    {
        await using var server = new StubServer(_ => (200, "{}"));
        await using var store = new ElasticsearchStore(server.Address.ToString(), new StoreOptions());
        await Should.ThrowAsync<StoreException>(() => store.FindAsync(index, new StoreQuery(), null, 5, Patience, Stop));
        await Should.ThrowAsync<StoreException>(() => store.WriteAsync("orders", "..", new System.Text.Json.Nodes.JsonObject(), Patience, Stop));
        server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Call_ShouldEndWithItsTimeout_WhenTheServerIsSilent()
    {
        using var silent = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        silent.Start();
        await using var store = new ElasticsearchStore($"http://{silent.LocalEndpoint}", new StoreOptions());
        var clock = Stopwatch.StartNew();
        var error = await Should.ThrowAsync<StoreException>(() => store.CheckAsync(TimeSpan.FromMilliseconds(300), Stop));
        error.IsTransient.ShouldBeTrue();
        error.Message.ShouldContain("within 0.3 s");
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task Watch_ShouldFindTheDocument_WhenTheServerWasOverloadedAtFirst()
    {
        var asked = 0;
        await using var server = new StubServer(_ => ++asked < 4 ? (429, "{}")
            : (200, """{ "_index": "orders", "_id": "1", "_seq_no": 7, "_primary_term": 2, "_source": {} }"""));
        await using var store = new ElasticsearchStore(server.Address.ToString(), new StoreOptions());
        var poll = await new StorePoller(store, TimeProvider.System)
            .WatchAsync("orders", new StoreQuery { Id = "1" }, null, 5, seen => seen.Count == 1, Patience, Stop);
        poll.IsSatisfied.ShouldBeTrue();
        poll.LastError.ShouldNotBeNull().Message.ShouldContain("429");
    }
}
