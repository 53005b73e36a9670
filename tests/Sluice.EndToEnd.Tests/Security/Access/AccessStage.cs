// SPDX-License-Identifier: Apache-2.0

using System.Net;
using System.Net.Http.Headers;
using Sluice.EndToEnd.Tests.Gateways;
using Sluice.Gateway.Tests.Security.Policies;
using Sluice.TestIdentity;

namespace Sluice.EndToEnd.Tests.Security.Access;

/// <summary>A gateway that takes the tokens of a test tenant, with groups and rules in a file of its own.</summary>
internal sealed class AccessStage : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("access-").FullName;
    private readonly List<GatewayClient> _clients = [];
    private RunningGateway? _gateway;

    private AccessStage(TestIdentityProvider identity) => Identity = identity;

    public TestIdentityProvider Identity { get; }

    public static async Task<AccessStage> StartAsync(
        IReadOnlyCollection<NaiveRule> rules, string[]? allowedGroups = null, IReadOnlyDictionary<string, string?>? settings = null)
    {
        var stage = new AccessStage(await TestIdentityProvider.StartAsync(TestContext.Current.CancellationToken));
        stage.Write(rules, allowedGroups);
        stage._gateway = await RunningGateway.StartAsync(
            new Dictionary<string, string?>([.. stage.Identity.GatewaySettings, .. stage.Identity.GraphSettings(), .. settings ?? new Dictionary<string, string?>()]),
            stage.File);
        await stage.WarmUpAsync();
        return stage;
    }

    private string File => Path.Combine(_folder, "gateway.json");

    /// <summary>Writes the file anew.</summary>
    public void Write(IReadOnlyCollection<NaiveRule> rules, string[]? allowedGroups = null) => Write($$$"""
        {"Security":{"Groups":{"Allowed":[{{{string.Join(',', (allowedGroups ?? []).Select(group => $"\"{group}\""))}}}] },
        "Policies":{"Rules":[{{{string.Join(',', rules.Select(rule => rule.Json))}}}]} } }
        """);

    public void Write(string text)
    {
        // In one step, as editors and deployments do it.
        System.IO.File.WriteAllText(File + ".new", text);
        System.IO.File.Move(File + ".new", File, overwrite: true);
    }

    /// <summary>A client with a token of that application.</summary>
    public GatewayClient ClientOf(TestApplication application)
    {
        Identity.Add(application);
        var client = new GatewayClient(_gateway!.Client.Address);
        client.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Identity.Issue(application));
        _clients.Add(client);
        return client;
    }

    // The first question to Microsoft Graph takes long on a loaded machine: the client of tokens has to be compiled.
    private async Task WarmUpAsync()
    {
        var stranger = ClientOf(new TestApplication());
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (true)
        {
            using var response = await stranger.GetAsync("v1/metadata/topics");
            if (response.StatusCode != HttpStatusCode.ServiceUnavailable)
            {
                break;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), deadline.Token);
        }

        Identity.Directory.ForgetQuestions();
    }

    public async ValueTask DisposeAsync()
    {
        _clients.ForEach(client => client.Dispose());
        if (_gateway is not null)
        {
            await _gateway.DisposeAsync();
        }

        await Identity.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
