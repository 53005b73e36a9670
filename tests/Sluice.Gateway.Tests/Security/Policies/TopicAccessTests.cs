// SPDX-License-Identifier: Apache-2.0

using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Sluice.Gateway.Http;
using Sluice.Gateway.Security.Policies;

namespace Sluice.Gateway.Tests.Security.Policies;

public sealed class TopicAccessTests
{
    [Fact]
    public async Task EveryOperationOnATopic_ShouldSayWhatItNeeds()
    {
        await using var app = GatewayApplication.Build(new Dictionary<string, string?> { ["Gateway:Url"] = "http://127.0.0.1:0" });
        var endpoints = app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Concat(((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>())
            .Where(endpoint => endpoint.Metadata.GetMetadata<ApiOperation>() is not null && endpoint.RoutePattern.GetParameter("topic") is not null)
            .DistinctBy(endpoint => endpoint.DisplayName)
            .ToDictionary(
                endpoint => endpoint.Metadata.GetMetadata<EndpointNameMetadata>()!.EndpointName,
                endpoint => endpoint.Metadata.GetMetadata<TopicAccess>()?.Operation);

        endpoints.ShouldBe(
            new Dictionary<string, TopicOperation?>
            {
                ["ListPartitions"] = TopicOperation.Describe,
                ["GetPartition"] = TopicOperation.Describe,
                ["CreateTopic"] = TopicOperation.Create,
                ["DeleteTopic"] = TopicOperation.Delete,
                ["Produce"] = TopicOperation.Write,
                ["Consume"] = TopicOperation.Read,
            },
            ignoreOrder: true);
    }
}
