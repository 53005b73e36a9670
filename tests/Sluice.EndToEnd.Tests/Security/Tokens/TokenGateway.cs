// SPDX-License-Identifier: Apache-2.0

using System.Net;
using Sluice.EndToEnd.Tests.ReferenceClient;
using Sluice.TestIdentity;

namespace Sluice.EndToEnd.Tests.Security.Tokens;

/// <summary>The built program, which takes the tokens of a provider's tenant and lets one application's group in.</summary>
internal sealed class TokenGateway : IAsyncDisposable
{
    private const string Group = "2f0b6b4a-95d3-4bd0-9c1e-7d1c1d3f2a10";

    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);

    private TokenGateway(TestIdentityProvider provider, TestApplication application, SluiceProgram program)
    {
        Provider = provider;
        Application = application;
        Program = program;
    }

    public TestIdentityProvider Provider { get; }

    /// <summary>Belongs to the group that may come in.</summary>
    public TestApplication Application { get; }

    public SluiceProgram Program { get; }

    public static async Task<TokenGateway> StartAsync(int tokenVersion)
    {
        var provider = await TestIdentityProvider.StartAsync(TestContext.Current.CancellationToken);
        provider.TokenVersion = tokenVersion;
        var application = provider.Add(new TestApplication { Groups = [Group] });
        var settings = new Dictionary<string, string?>(provider.GatewaySettings)
        {
            ["Security:Groups:Allowed:0"] = Group,
            ["Security:Tokens:KeyRetryInterval"] = "00:00:01",
        };
        SluiceProgram? program = null;
        try
        {
            program = await SluiceProgram.ServeAsync(settings);
            await WarmUpAsync(program, provider.Issue(application));
            return new TokenGateway(provider, application, program);
        }
        catch
        {
            await (program?.DisposeAsync() ?? ValueTask.CompletedTask);
            await provider.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Program.DisposeAsync();
        await Provider.DisposeAsync();
    }

    // On a busy machine the first answer of the provider may come too late for the first call.
    private static async Task WarmUpAsync(SluiceProgram program, string token)
    {
        using var http = new HttpClient { BaseAddress = program.Address };
        http.DefaultRequestHeaders.Authorization = new("Bearer", token);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(Timeout);
        while (true)
        {
            using var response = await http.GetAsync(new Uri("v1/metadata/topics", UriKind.Relative), deadline.Token);
            if (response.StatusCode != HttpStatusCode.ServiceUnavailable)
            {
                response.StatusCode.ShouldBe(HttpStatusCode.OK);
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200), deadline.Token);
        }
    }
}
