// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using System.Text.Json.Nodes;
using Sluice.Testing.Endpoints;
using Sluice.Testing.Expectations;
using Sluice.Testing.Http;
using Sluice.Testing.Matching;
using Sluice.Testing.Pipelines;
using Sluice.Testing.Results;

namespace Sluice.Testing.Cases;

/// <summary>
/// One case in code: it has its own id, bookmark and timeline. Disposing it checks the counts again, for late duplicates. One verb at a time; the token
/// that it was begun with ends each of them.
/// </summary>
public sealed class PipelineTest : IAsyncDisposable
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    private readonly Pipeline _pipeline;
    private readonly CaseContext _context;
    private readonly IReadOnlyDictionary<string, IEndpointView> _views;
    private readonly CancellationToken _cancellationToken;
    private readonly List<IDisposable> _stubs = [];
    private bool _failed;
    private int _disposed;

    internal PipelineTest(
        Pipeline pipeline, string name, CaseContext context, IReadOnlyDictionary<string, IEndpointView> views, CancellationToken cancellationToken)
    {
        (_pipeline, Name, _context, _views, _cancellationToken) = (pipeline, name, context, views, cancellationToken);
        Verbs = new CaseVerbs(pipeline, context, views);
    }

    /// <summary>The case's own id, by which its records are known.</summary>
    public string Id => _context.Id;

    /// <summary>The partition that it has to itself; null without lanes.</summary>
    public int? Lane => _context.Lane;

    /// <summary>What happened so far, in order of time.</summary>
    public IReadOnlyList<TimelineEntry> Timeline => _context.Timeline.Entries;

    internal string Name { get; }

    internal CaseVerbs Verbs { get; }

    internal CaseContext Context => _context;

    /// <summary>Sends a record, or puts a document into a store.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="value">The value, which becomes JSON; a text is sent as it is; null is a tombstone, or deletes the document.</param>
    /// <param name="key">The record's key or the document's id; null for none, or this case's <see cref="Id"/> where the endpoint's id is the key.</param>
    /// <param name="headers">The record's headers.</param>
    /// <param name="partition">The partition; null lets the lane or the key decide.</param>
    /// <exception cref="PipelineException">It was not acknowledged.</exception>
    public Task SendAsync(
        string endpoint, object? value, string? key = null, IReadOnlyDictionary<string, string>? headers = null, int? partition = null) => RunAsync(async () =>
        {
            Require(endpoint);
            await Verbs.SendAsync(endpoint, Of(value) with { Key = key, Headers = Pairs(headers), Partition = partition }, _cancellationToken).ConfigureAwait(false);
            return true;
        });

    /// <summary>Sends a request to an http endpoint. Its answer is awaited with <see cref="ExpectAnswerAsync"/>.</summary>
    /// <param name="endpoint">The endpoint, at which the kit does not answer itself.</param>
    /// <param name="method">The method: <c>GET</c>, <c>POST</c>, …</param>
    /// <param name="path">The path with its query, below the endpoint's address.</param>
    /// <param name="body">The body, which becomes JSON; a text and bytes are sent as they are; null for none.</param>
    /// <param name="headers">The request's headers.</param>
    /// <exception cref="PipelineException">It was not answered.</exception>
    public Task RequestAsync(
        string endpoint, string method, string path, object? body = null, IReadOnlyDictionary<string, string>? headers = null) => RunAsync(async () =>
        {
            Require(endpoint);
            await Verbs.SendAsync(endpoint, Of(body) with { Headers = Pairs(headers), Method = method, Path = path }, _cancellationToken).ConfigureAwait(false);
            return true;
        });

    /// <summary>Waits until exactly one answer of an http endpoint has that status and matches, and returns its body; null if that is no JSON.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="status">The answer's status.</param>
    /// <param name="match">What its body must be; null for anything.</param>
    /// <param name="within">By when; null for the pipeline's default.</param>
    /// <exception cref="ExpectationFailedException">It is another one.</exception>
    /// <exception cref="PipelineException">It cannot be told.</exception>
    public async Task<JsonNode?> ExpectAnswerAsync(string endpoint, int status = 200, Match? match = null, TimeSpan? within = null) =>
        (await ExpectCoreAsync(endpoint, match, CountRange.Exactly(1), within, status).ConfigureAwait(false))[0].Value?.DeepClone();

    /// <summary>Answers in a dependency's place until the case ends. Of several that match a request the latest answers.</summary>
    /// <param name="endpoint">An http endpoint with <c>stub: true</c>.</param>
    /// <param name="value">The answer's body, which becomes JSON; a text and bytes are sent as they are; null for none.</param>
    /// <param name="status">The answer's status, from 200 to 599.</param>
    /// <param name="method">The method of the requests that are meant; null for all.</param>
    /// <param name="path">Their path; null for all.</param>
    /// <param name="headers">The answer's headers.</param>
    /// <param name="delay">How late it answers; at once by default.</param>
    /// <param name="times">How often it answers; null for always.</param>
    /// <exception cref="ArgumentException">The kit does not answer at that endpoint.</exception>
    /// <exception cref="PipelineException">No server could answer so.</exception>
    public void Stub(
        string endpoint, object? value = null, int status = 200, string? method = null, string? path = null, IReadOnlyDictionary<string, string>? headers = null,
        TimeSpan delay = default, int? times = null)
    {
        Require(endpoint);
        if (_pipeline.Endpoints[endpoint] is not StubEndpoint stub)
        {
            throw new ArgumentException($"The kit does not answer at \"{endpoint}\": an http endpoint with stub: true does.", nameof(endpoint));
        }

        var asked = new JsonObject();
        if (method is not null)
        {
            asked["method"] = method;
        }

        if (path is not null)
        {
            asked["path"] = path;
        }

        try
        {
            _stubs.Add(stub.Answer(new StubRule
            {
                Name = Name,
                CaseId = Id,
                Request = RequestPattern.Parse(asked),
                Answer = new StubAnswer { Status = status, Headers = Pairs(headers), Body = HttpBody.Of(Of(value)) },
                Delay = delay,
                Times = times,
            }));
        }
        catch (HttpEndpointException exception)
        {
            throw new PipelineException(exception.Message, exception);
        }
    }

    /// <summary>Waits until exactly one record or document of this case matches, and returns its value.</summary>
    /// <typeparam name="T">What the JSON is read as.</typeparam>
    /// <inheritdoc cref="ExpectAsync(string, Match?, TimeSpan?)"/>
    public async Task<T> ExpectAsync<T>(string endpoint, Match? match = null, TimeSpan? within = null) =>
        (await ExpectCoreAsync(endpoint, match, CountRange.Exactly(1), within).ConfigureAwait(false))[0].Value.Deserialize<T>(Web)!;

    /// <summary>Waits until exactly one record or document of this case matches.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="match">What it must be; null for anything.</param>
    /// <param name="within">By when; null for the pipeline's default.</param>
    /// <exception cref="ExpectationFailedException">It did not come, or too many did.</exception>
    /// <exception cref="PipelineException">It cannot be told.</exception>
    public Task ExpectAsync(string endpoint, Match? match = null, TimeSpan? within = null) =>
        ExpectCoreAsync(endpoint, match, CountRange.Exactly(1), within);

    /// <summary>Waits until so many records or documents of this case match, and returns their values in the order they came.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="count">How many, exactly.</param>
    /// <param name="match">What they must be; null for anything.</param>
    /// <param name="within">By when; null for the pipeline's default.</param>
    /// <exception cref="ExpectationFailedException">Not as many came, or more did.</exception>
    /// <exception cref="PipelineException">It cannot be told.</exception>
    public async Task<IReadOnlyList<JsonNode?>> ExpectManyAsync(
        string endpoint, int count, Match? match = null, TimeSpan? within = null) =>
        [.. (await ExpectCoreAsync(endpoint, match, CountRange.Exactly(count), within).ConfigureAwait(false)).Select(one => one.Value?.DeepClone())];

    /// <summary>Rules out that anything of this case comes that matches: waits until the services on the way have consumed what came before, then 500 ms.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="match">What must not come; null for anything.</param>
    /// <exception cref="ExpectationFailedException">It came.</exception>
    /// <exception cref="PipelineException">It cannot be told.</exception>
    public Task ExpectNoneAsync(string endpoint, Match? match = null) =>
        ExpectCoreAsync(endpoint, match, CountRange.None, null);

    /// <summary>Waits until a service has consumed all that is on its inputs now.</summary>
    /// <param name="service">The service.</param>
    /// <param name="within">By when; 30 s by default.</param>
    /// <exception cref="ExpectationFailedException">It has not.</exception>
    public Task SettleAsync(string service, TimeSpan? within = null) => RunAsync(async () =>
    {
        _ = _pipeline.File.FindService(service) ?? throw new ArgumentException($"The pipeline has no service \"{service}\".", nameof(service));
        await Verbs.SettleAsync(service, within, null, _cancellationToken).ConfigureAwait(false);
        return true;
    });

    /// <summary>Ends the case, and checks the counts again unless it has failed already.</summary>
    /// <exception cref="ExpectationFailedException">More came than was expected.</exception>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1)
        {
            return;
        }

        try
        {
            if (!_failed)
            {
                await RunAsync(async () =>
                {
                    await Verbs.RecheckAsync(CancellationToken.None).ConfigureAwait(false);
                    return true;
                }).ConfigureAwait(false);
            }
        }
        finally
        {
            await CloseAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Ends the case without another check.</summary>
    internal async ValueTask CloseAsync()
    {
        _disposed = 1;
        _stubs.ForEach(stub => stub.Dispose());
        foreach (var view in _views.Values)
        {
            await view.DisposeAsync().ConfigureAwait(false);
        }
    }

    private Task<IReadOnlyList<Candidate>> ExpectCoreAsync(string endpoint, Match? match, CountRange count, TimeSpan? within, int? status = null) =>
        RunAsync(() =>
        {
            Require(endpoint);
            var pattern = RecordPattern.Parse(match?.Pattern, match?.IsStrict ?? false, null, null, null, tombstone: false, bytes: null, status);
            return Verbs.ExpectAsync(new ExpectRequest(endpoint, new Expectation(pattern, count, [])) { Length = within }, [], _cancellationToken);
        });

    private async Task<T> RunAsync<T>(Func<Task<T>> verb)
    {
        try
        {
            return await verb().ConfigureAwait(false);
        }
        catch (ExpectationFailedException exception)
        {
            _failed = true;
            throw new ExpectationFailedException(FailureText.Of(Result(exception.Failure)), exception.Failure);
        }
        catch (Exception exception) when (CannotTell.Explain(exception) is { } reason)
        {
            _failed = true;
            throw new PipelineException(_pipeline.Secrets.Hide(reason), exception);
        }
        catch
        {
            _failed = true;
            throw;
        }
    }

    private CaseResult Result(ExpectationFailure failure) => new()
    {
        Name = Name, Id = Id, Lane = Lane, Outcome = Outcome.Failed, Started = _context.Timeline.Started, Elapsed = _context.Timeline.Now, Failure = failure,
    };

    private static Outgoing Of(object? value) => value is byte[] bytes ? new Outgoing { Bytes = bytes } : new Outgoing { Value = Json.Of(value) };

    private static KeyValuePair<string, string?>[] Pairs(IReadOnlyDictionary<string, string>? headers) =>
        [.. (headers ?? new Dictionary<string, string>()).Select(one => KeyValuePair.Create(one.Key, (string?)one.Value))];

    private void Require(string endpoint)
    {
        if (!_views.ContainsKey(endpoint))
        {
            throw new ArgumentException($"The pipeline has no endpoint \"{endpoint}\": there are {string.Join(", ", _views.Keys)}.", nameof(endpoint));
        }
    }
}
