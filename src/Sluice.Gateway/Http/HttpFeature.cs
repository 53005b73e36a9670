// SPDX-License-Identifier: Apache-2.0

using System.IO.Compression;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Sluice.Gateway.Http.OpenApi;
using Sluice.Gateway.Http.Paths;
using Sluice.Gateway.Http.Problems;
using Sluice.Gateway.Http.Requests;

namespace Sluice.Gateway.Http;

/// <summary>What every operation shares: problems, paths, content types and compression.</summary>
internal static class HttpFeature
{
    public static void AddHttp(this IServiceCollection services)
    {
        services.AddRoutingCore();
        services.ConfigureHttpJsonOptions(o => o.SerializerOptions.NumberHandling = JsonNumberHandling.Strict);
        services.AddRequestDecompression();

        // Without it a compressed body that ends early passes for a whole one.
        AppContext.SetSwitch("System.IO.Compression.UseStrictValidation", true);

        // The server takes a line feed alone for the end of a line where servers before it may not, who then see other headers.
        AppContext.SetSwitch("Microsoft.AspNetCore.Server.Kestrel.DisableHttp1LineFeedTerminators", true);
        services.AddResponseCompression(o => o.MimeTypes = ["application/json", ProblemResponse.ContentType]);
        services.Configure<BrotliCompressionProviderOptions>(o => o.Level = CompressionLevel.Fastest);
        services.Configure<GzipCompressionProviderOptions>(o => o.Level = CompressionLevel.Fastest);
        services.AddSingleton<JsonRequest>();
        services.AddSingleton<Deadlines>();
    }

    /// <summary>The way of a request up to the operation that its path and verb name.</summary>
    public static void UseHttp(this WebApplication app)
    {
        app.UseMiddleware<FreshAnswerMiddleware>();
        app.UseMiddleware<ProblemMiddleware>();
        app.UseMiddleware<FramingMiddleware>();
        app.UseMiddleware<RawPathMiddleware>();
        app.UseRouting();
        app.UseMiddleware<SharedServicesMiddleware>();
    }

    /// <summary>The operation's parameters of the path, with a topic's name that can be one.</summary>
    public static void UsePathValues(this WebApplication app) => app.UseMiddleware<RawPathValuesMiddleware>();

    /// <summary>What the client takes and how bodies are coded.</summary>
    public static void UseContent(this WebApplication app)
    {
        app.UseMiddleware<AcceptMiddleware>();
        app.UseResponseCompression();
        app.UseRequestDecompression();
    }

    /// <summary>The routes under <c>/v1</c>.</summary>
    public static IEndpointRouteBuilder MapApi(this IEndpointRouteBuilder routes) =>
        routes.MapGroup("/v1").WithMetadata(ApiOperation.Instance).Fails(
            ErrorCatalogue.MalformedRequest, ErrorCatalogue.NotAcceptable, ErrorCatalogue.Internal, ErrorCatalogue.NotSupported,
            ErrorCatalogue.KafkaRefused, ErrorCatalogue.KafkaUnavailable, ErrorCatalogue.Overloaded, ErrorCatalogue.KafkaTimeout,
            ErrorCatalogue.Unauthenticated, ErrorCatalogue.Forbidden, ErrorCatalogue.IdentityUnavailable,
            ErrorCatalogue.TooManyRequests, ErrorCatalogue.Stopping);
}
