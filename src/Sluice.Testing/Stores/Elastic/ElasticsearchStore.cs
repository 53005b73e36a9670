// SPDX-License-Identifier: Apache-2.0

using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace Sluice.Testing.Stores.Elastic;

/// <summary>Elasticsearch 7 to 9 and OpenSearch 1 to 3.</summary>
internal sealed class ElasticsearchStore(string url, StoreOptions options) : IDocumentStore
{
    private readonly ElasticClient _client = new(url, options);
    private readonly ConcurrentDictionary<string, bool> _notes = new();
    private readonly ConcurrentDictionary<string, bool> _unrefreshable = new();

    public string Description => _client.Description;

    public IReadOnlyCollection<string> Notes => [.. _notes.Keys];

    /// <summary>Product and version, known after <see cref="CheckAsync"/>.</summary>
    public string? Product { get; private set; }

    public Task CheckAsync(TimeSpan timeout, CancellationToken cancellationToken) => _client.RunAsync(
        timeout,
        async token => Product = ReadProduct(await _client.SendAsync(HttpMethod.Get, "", null, token, mayBeForbidden: true).ConfigureAwait(false)),
        cancellationToken);

    public Task<StoreBookmark> BookmarkAsync(string target, TimeSpan timeout, CancellationToken cancellationToken) => _client.RunAsync(
        timeout, token => ReadBookmarkAsync(Escape(target), token), cancellationToken);

    public Task<IReadOnlyList<StoredDocument>> FindAsync(
        string target, StoreQuery query, StoreBookmark? since, int limit, TimeSpan timeout, CancellationToken cancellationToken) => _client.RunAsync(
        timeout, token => ReadAsync(Escape(target), query, since as ElasticBookmark, limit, token), cancellationToken);

    public Task WriteAsync(string target, string id, JsonNode? document, TimeSpan timeout, CancellationToken cancellationToken) => _client.RunAsync(
        timeout, token => PutAsync(Escape(target), id, document, token), cancellationToken);

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<StoreBookmark> ReadBookmarkAsync(string index, CancellationToken token)
    {
        var isFresh = await RefreshAsync(index, token).ConfigureAwait(false);
        var highest = new Dictionary<ElasticShard, long>();
        for (var shard = 0; await SearchShardAsync(index, shard, ElasticSearches.Highest(), token).ConfigureAwait(false) is { } answer; shard++)
        {
            foreach (var bucket in answer["aggregations"]?["indices"]?["buckets"]?.AsArray() ?? [])
            {
                highest[new ElasticShard(bucket!["key"]!.GetValue<string>(), shard)] = (long)bucket["highest"]!["value"]!.GetValue<double>();
            }
        }

        return new ElasticBookmark(highest)
        {
            Note = isFresh ? null : "What was written just before the start may count as new: the login may not refresh the index.",
        };
    }

    private async Task<IReadOnlyList<StoredDocument>> ReadAsync(
        string index, StoreQuery query, ElasticBookmark? since, int limit, CancellationToken token)
    {
        var ownId = query.IdPath.IsOwn ? query.Id : null;
        if (ownId is not null && await GetAsync(index, ownId, token).ConfigureAwait(false) is { } hit)
        {
            return await IsOldAsync(index, hit, since, token).ConfigureAwait(false) ? [] : [hit.ToDocument(Description)];
        }

        await RefreshAsync(index, token).ConfigureAwait(false);
        var found = new List<StoredDocument>();
        for (var shard = 0; found.Count < limit; shard++)
        {
            if (!await ReadShardAsync(index, shard, query, ownId, since, limit, found, token).ConfigureAwait(false))
            {
                break;
            }
        }

        return found;
    }

    // A search, also behind a get that found nothing: with a routing of its own, a document is not where its id alone leads.
    private async Task<bool> ReadShardAsync(
        string index, int shard, StoreQuery query, string? ownId, ElasticBookmark? since, int limit, List<StoredDocument> found,
        CancellationToken token)
    {
        const int page = 200;
        JsonNode? after = null;
        while (true)
        {
            var body = ElasticSearches.After(shard, since, ownId, page, after);
            if (await SearchShardAsync(index, shard, body, token).ConfigureAwait(false) is not { } answer)
            {
                return false;
            }

            var hits = answer["hits"]!["hits"]!.AsArray();
            var documents = hits.Select(hit => ElasticHit.Read(hit!).ToDocument(Description))
                .Where(document => query.IdPath.MayMatch(document, query.Id));
            found.AddRange(documents.Take(limit - found.Count));
            if (hits.Count < page || found.Count >= limit)
            {
                return true;
            }

            after = hits[^1]!["sort"];
        }
    }

    /// <summary>Null if there is no shard of that number.</summary>
    private async Task<JsonNode?> SearchShardAsync(string index, int shard, JsonNode body, CancellationToken token)
    {
        var path = FormattableString.Invariant($"{index}/_search?preference=_shards:{shard}&allow_partial_search_results=false");
        var answer = await _client.SendAsync(HttpMethod.Post, path, body, token).ConfigureAwait(false);
        return answer.Status == 404 ? null
            : !answer.IsOk ? throw Unexpected($"searching {index}", answer)
            : answer.Body!["_shards"]!["total"]!.GetValue<int>() == 0 ? null : answer.Body;
    }

    private async Task<ElasticHit?> GetAsync(string index, string id, CancellationToken token)
    {
        if (IsDots(id))
        {
            return null;
        }

        var answer = await _client.SendAsync(HttpMethod.Get, $"{index}/_doc/{Uri.EscapeDataString(id)}", null, token).ConfigureAwait(false);

        // 400: the name stands for several indices, which only a search can read.
        return answer.Status is 404 or 400 ? null
            : answer.IsOk ? ElasticHit.Read(answer.Body!) : throw Unexpected($"reading {index}/{id}", answer);
    }

    private async Task<bool> IsOldAsync(string index, ElasticHit hit, ElasticBookmark? since, CancellationToken token)
    {
        var shards = (since?.Highest ?? new Dictionary<ElasticShard, long>()).Where(one => one.Key.Index == hit.Index).ToDictionary();
        if (shards.Count == 0 || hit.SequenceNumber > shards.Values.Max())
        {
            return false;
        }

        // Between the shards' numbers it depends on which one it is. A get does not tell; a search does, if only of the document's last version but one.
        var answer = await _client.SendAsync(HttpMethod.Post, $"{index}/_search", ElasticSearches.Locate(hit.Id), token).ConfigureAwait(false);
        var located = answer.Body?["hits"]?["hits"]?.AsArray().FirstOrDefault(one => one!["_index"]!.GetValue<string>() == hit.Index);
        var shard = located?["_shard"]?.GetValue<string>() is { } name ? int.Parse(name.AsSpan(name.LastIndexOf('[') + 1).TrimEnd(']')) : -1;
        return shards.TryGetValue(new ElasticShard(hit.Index, shard), out var highest) && hit.SequenceNumber <= highest;
    }

    private async Task<bool> RefreshAsync(string index, CancellationToken token)
    {
        if (_unrefreshable.ContainsKey(index))
        {
            return false;
        }

        var answer = await _client.SendAsync(HttpMethod.Post, $"{index}/_refresh", null, token, mayBeForbidden: true).ConfigureAwait(false);
        if (!answer.IsOk && answer.Status != 404)
        {
            _unrefreshable[index] = true;
            _notes[$"The login may not refresh {index}: a search sees documents only after the index's refresh interval (usually 1 s). "
                + "The privilege is \"maintenance\"."] = true;
            return false;
        }

        return true;
    }

    private async Task<bool> PutAsync(string index, string id, JsonNode? document, CancellationToken token)
    {
        if (document is not null and not JsonObject)
        {
            throw new StoreException("Elasticsearch stores objects only: write a document with fields.");
        }

        if (IsDots(id))
        {
            throw new StoreException($"A document with the id \"{id}\" cannot be written through a URL: choose another id.");
        }

        var path = $"{index}/_doc/{Uri.EscapeDataString(id)}";
        var answer = await _client.SendAsync(document is null ? HttpMethod.Delete : HttpMethod.Put, path, document, token).ConfigureAwait(false);
        return answer.IsOk || (document is null && answer.Status == 404) ? true : throw Unexpected($"writing {index}/{id}", answer);
    }

    private string ReadProduct(ElasticAnswer answer)
    {
        if (answer.Status == 403)
        {
            return "unknown: the login may not ask for the version";
        }

        var number = answer.Body?["version"]?["number"]?.ToString();
        var isOpenSearch = answer.Body?["version"]?["distribution"]?.ToString() == "opensearch";
        if (!answer.IsOk || !Version.TryParse(number?.Split('-')[0], out var version))
        {
            throw new StoreException($"{Description} is neither Elasticsearch nor OpenSearch: it does not tell its version at this URL.");
        }

        var product = $"{(isOpenSearch ? "OpenSearch" : "Elasticsearch")} {number}";
        return isOpenSearch || version.Major >= 7 ? product : throw new StoreException($"{Description} is {product}: version 7 or later is needed.");
    }

    private StoreException Unexpected(string what, ElasticAnswer answer) => new($"{Description}: {what} failed (HTTP {answer.Status}): {answer.Reason}");

    // A list or pattern of indices works as it does there: only what would end the path is encoded.
    private static string Escape(string target) => target.Length > 0 && target[0] != '_' && !IsDots(target)
        ? Uri.EscapeDataString(target).Replace("%2C", ",", StringComparison.Ordinal).Replace("%2A", "*", StringComparison.Ordinal)
        : throw new StoreException($"\"{target}\" cannot name an index: it is empty, begins with '_', or is a dot.");

    // As a segment of a path, dots mean the folder or the one above, even percent-encoded.
    private static bool IsDots(string segment) => segment is "." or "..";
}
