// SPDX-License-Identifier: Apache-2.0

using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Azure.Identity;
using Microsoft.Extensions.Logging;
using Polly;

namespace Sluice.Gateway.Security.Groups.Graph;

/// <summary>
/// Asks Microsoft Graph by <c>directoryObject: checkMemberGroups</c>, the one call that is for users and service principals alike and that
/// follows nested groups. Thread-safe.
/// </summary>
internal sealed class GraphDirectory(
    GraphCredential credential, GraphSettings settings, TimeProvider time, ILogger<GraphDirectory> logger)
    : IDirectory, IDisposable
{
    private const string NoToken = "The gateway's own credential got no token for Microsoft Graph: check Security:Groups:Graph";
    private const int MaxGroupsARequest = 20;
    private const int RequestsAtOnce = 4;
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan PauseWithoutToken = TimeSpan.FromSeconds(2);
    private readonly Lazy<HttpClient> _http = new(() => GraphHttp.Create(settings));
    private readonly TimeSpan _timeout = settings.Options.Timeout;
    private long _pausedUntil;
    private int _isFailing;

    public async Task<FrozenSet<string>> FindGroupsAsync(
        string objectId, IReadOnlyCollection<string> groups, CancellationToken cancellationToken)
    {
        if (time.GetUtcNow().UtcTicks < Volatile.Read(ref _pausedUntil))
        {
            throw new DirectoryUnavailableException("Microsoft Graph is not asked for a while.");
        }

        using var timeout = new CancellationTokenSource(_timeout, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            var token = await credential.GetTokenAsync(linked.Token);
            var found = new ConcurrentBag<string>();
            await Parallel.ForEachAsync(
                groups.Chunk(MaxGroupsARequest),
                new ParallelOptions { MaxDegreeOfParallelism = RequestsAtOnce, CancellationToken = linked.Token },
                async (some, cancellation) =>
                {
                    foreach (var group in await AskAsync(objectId, some, token, cancellation))
                    {
                        found.Add(group.ToLowerInvariant());
                    }
                });
            if (Interlocked.Exchange(ref _isFailing, 0) == 1)
            {
                Log.DirectoryAnswersAgain(logger);
            }

            return found.Intersect(groups).ToFrozenSet();
        }
        catch (AuthenticationFailedException failure)
        {
            Pause(PauseWithoutToken);
            throw Failed(NoToken, failure);
        }
        catch (Exception failure) when (failure
            is HttpRequestException or ExecutionRejectedException or OperationCanceledException or JsonException or IOException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw Failed($"Microsoft Graph gave no answer within {_timeout.TotalSeconds} s", failure);
        }
    }

    public async Task WarmUpAsync(CancellationToken cancellationToken)
    {
        try
        {
            await credential.GetTokenAsync(cancellationToken);
        }
        catch (Exception failure) when (failure is AuthenticationFailedException or OperationCanceledException)
        {
            if (!cancellationToken.IsCancellationRequested)
            {
                Failed(NoToken, failure);
            }
        }
    }

    public void Dispose()
    {
        if (_http.IsValueCreated)
        {
            _http.Value.Dispose();
        }
    }

    private async Task<IReadOnlyList<string>> AskAsync(string objectId, string[] groups, string token, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Post, settings.AddressOf($"v1.0/directoryObjects/{Uri.EscapeDataString(objectId)}/checkMemberGroups"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Content = JsonContent.Create(new CheckMemberGroupsRequest(groups), GraphJson.Default.CheckMemberGroupsRequest);
        using var response = await _http.Value.SendAsync(request, cancellationToken);
        switch (response.StatusCode)
        {
            case HttpStatusCode.OK:
                return (await response.Content.ReadFromJsonAsync(GraphJson.Default.CheckMemberGroupsAnswer, cancellationToken))?.Value
                    ?? throw new JsonException("Microsoft Graph answered null.");
            case HttpStatusCode.NotFound:
                // The directory knows no such user or service principal (any more).
                return [];
            case HttpStatusCode.Forbidden:
                throw Failed(
                    "Microsoft Graph does not let the gateway ask: grant its application the permissions "
                    + "GroupMember.Read.All, User.Read.All and Application.Read.All");
        }

        if (GraphHttp.RetryAfter(response) is { } pause)
        {
            Pause(pause);
        }

        throw Failed($"Microsoft Graph answered {(int)response.StatusCode}");
    }

    private void Pause(TimeSpan pause) =>
        Volatile.Write(ref _pausedUntil, (time.GetUtcNow() + (pause < LongestPause ? pause : LongestPause)).UtcTicks);

    private DirectoryUnavailableException Failed(string what, Exception? cause = null)
    {
        // Once, until it answers again: there may be thousands a second.
        if (Interlocked.Exchange(ref _isFailing, 1) == 0)
        {
            Log.DirectoryFails(logger, cause is null ? what + "." : $"{what}: {cause.GetBaseException().Message}");
        }

        return new DirectoryUnavailableException(what, cause);
    }
}
