// SPDX-License-Identifier: Apache-2.0

using System.Net;
using System.Security.Cryptography.X509Certificates;
using Sluice.EndToEnd.Tests.ReferenceClient;
using Sluice.TestIdentity;

namespace Sluice.EndToEnd.Tests.Security.Tokens;

/// <summary>The built program over HTTPS, which takes the tokens of a provider's tenant and lets one application's group in.</summary>
internal sealed class TokenGateway : IAsyncDisposable
{
    private const string Group = "2f0b6b4a-95d3-4bd0-9c1e-7d1c1d3f2a10";

    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);

    private readonly string _certificate;

    private TokenGateway(TestIdentityProvider provider, TestApplication application, string certificate, SluiceProgram program)
    {
        _certificate = certificate;
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
        var certificate = await WriteCertificateAsync(provider.ServerCertificate);
        var settings = new Dictionary<string, string?>(provider.GatewaySettings)
        {
            ["Gateway:Url"] = "https://127.0.0.1:0",
            ["Tls:Certificate"] = certificate,
            ["Security:Groups:Allowed:0"] = Group,
            ["Security:Tokens:KeyRetryInterval"] = "00:00:01",
        };
        SluiceProgram? program = null;
        try
        {
            program = await SluiceProgram.ServeAsync(settings);
            var gateway = new TokenGateway(provider, application, certificate, program);
            await gateway.WarmUpAsync();
            return gateway;
        }
        catch
        {
            await (program?.DisposeAsync() ?? ValueTask.CompletedTask);
            await provider.DisposeAsync();
            File.Delete(certificate);
            throw;
        }
    }

    /// <summary>Calls the program as somebody with that token.</summary>
    public HttpClient CreateClient(string token)
    {
        var http = new HttpClient(Provider.CreateHandler()) { BaseAddress = Program.Address };
        http.DefaultRequestHeaders.Authorization = new("Bearer", token);
        return http;
    }

    public async ValueTask DisposeAsync()
    {
        await Program.DisposeAsync();
        await Provider.DisposeAsync();
        File.Delete(_certificate);
    }

    private static async Task<string> WriteCertificateAsync(X509Certificate2 certificate)
    {
        using var key = certificate.GetECDsaPrivateKey()!;
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(
            file, $"{certificate.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}\n", TestContext.Current.CancellationToken);
        return file;
    }

    // On a busy machine the first answer of the provider may come too late for the first call.
    private async Task WarmUpAsync()
    {
        using var http = CreateClient(Provider.Issue(Application));
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
