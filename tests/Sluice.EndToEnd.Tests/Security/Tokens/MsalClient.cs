// SPDX-License-Identifier: Apache-2.0

using System.Net.Http.Headers;
using Microsoft.Identity.Client;

namespace Sluice.EndToEnd.Tests.Security.Tokens;

/// <summary>The guide's C#, line by line.</summary>
internal static class MsalClient
{
    public static async Task AuthorizeAsync(
        HttpClient http, string tenant, string clientId, string clientSecret, Action<ConfidentialClientApplicationBuilder> adapt)
    {
        var registration = ConfidentialClientApplicationBuilder.Create(clientId)
            .WithClientSecret(clientSecret)
            .WithAuthority($"https://login.microsoftonline.com/{tenant}");
        adapt(registration);
        var application = registration.Build();
        var token = await application.AcquireTokenForClient(["https://hib.azurehdinsight.net/.default"]).ExecuteAsync();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token.AccessToken);
    }
}
