// SPDX-License-Identifier: Apache-2.0

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using Sluice.Core;
using Sluice.Gateway.Hosting;
using Sluice.Gateway.Http.Requests;

namespace Sluice.Gateway.Features.Consumer;

internal static class ConsumerEndpoints
{
    private static readonly string[] GetOrHead = ["GET", "HEAD"];

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGroup("/consumer").WithTags("Consumer")
            .MapMethods("/topics/{topic}/partitions/{partition}/offsets/{offset}", GetOrHead, ConsumeAsync);

    private static async Task ConsumeAsync(
        HttpContext context, string topic, string partition, string offset, KafkaCluster kafka, Deadlines deadlines, IOptions<GatewayOptions> options)
    {
        var parameters = ConsumeParameters.Parse(topic, partition, offset, context.Request.Query, options.Value.MaxWait);
        var result = await kafka.Reader.ReadAsync(parameters.Request, deadlines.Start().Remaining, context.RequestAborted);
        await ConsumeAnswer.WriteAsync(context, result, parameters.Format, options.Value.BareRecordArray);
    }
}
