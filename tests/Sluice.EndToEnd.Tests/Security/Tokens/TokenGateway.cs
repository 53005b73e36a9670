// SPDX-License-Identifier: Apache-2.0

using Sluice.EndToEnd.Tests.ReferenceClient;
using Sluice.TestIdentity;

namespace Sluice.EndToEnd.Tests.Security.Tokens;

/// <summary>The built program, which takes the tokens of a provider's tenant and lets one application's group in.</summary>
internal sealed class TokenGateway : IAsyncDisposable
{
    private const string Group = "2f0b6b4a-95d3-4bd0-9c1e-7d1c1d3f2a10";

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
        try
        {
            provider.TokenVersion = tokenVersion;
            var application = provider.Add(new TestApplication { Groups = [Group] });
            var settings = new Dictionary<string, string?>(provider.GatewaySettings) { ["Security:Groups:Allowed:0"] = Group };
            return new TokenGateway(provider, application, await SluiceProgram.ServeAsync(settings));
        }
        catch
        {
            await provider.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Program.DisposeAsync();
        await Provider.DisposeAsync();
    }
}
