// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Sluice.Gateway.Tests.Docs;
using Sluice.Gateway.Tests.Gateways;

namespace Sluice.Gateway.Tests.Http.OpenApi;

public sealed class OpenApiDocumentTests
{
    private const string Committed = "reference/openapi.json";

    /// <summary>
    /// After a change of the API run this test with SLUICE_UPDATE_DOCS=1: it writes the file, whose difference is reviewed with
    /// the change.
    /// </summary>
    [Fact]
    public async Task Document_ShouldBeTheCommittedOne()
    {
        var served = await GetAsync();
        if (Document.IsToBeUpdated)
        {
            Document.Write(Committed, served);
        }

        served.ShouldBe(Document.Read(Committed));
    }

    [Fact]
    public async Task EveryOperation_ShouldBeNamedDescribedAndTellItsErrors()
    {
        foreach (var path in JsonElement.Parse(await GetAsync()).GetProperty("paths").EnumerateObject())
        {
            foreach (var operation in path.Value.EnumerateObject())
            {
                operation.Value.GetProperty("operationId").GetString().ShouldNotBeNullOrEmpty();
                operation.Value.GetProperty("summary").GetString().ShouldNotBeNullOrEmpty();
                operation.Value.GetProperty("description").GetString().ShouldNotBeNullOrEmpty();
                var responses = operation.Value.GetProperty("responses").EnumerateObject().Select(r => r.Name).ToArray();
                responses.ShouldContain("200");
                if (path.Name.StartsWith("/v1/", StringComparison.Ordinal))
                {
                    responses.ShouldContain("503");
                }
            }
        }
    }

    private static async Task<string> GetAsync()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var text = await gateway.Client.GetStringAsync(new Uri("openapi/v1.json", UriKind.Relative), TestContext.Current.CancellationToken);
        return text.ReplaceLineEndings("\n").TrimEnd() + "\n";
    }
}
