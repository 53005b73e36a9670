// SPDX-License-Identifier: Apache-2.0

using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Sluice.TestIdentity;

/// <summary>What clients and servers read of the provider: metadata (OpenID Connect Discovery 1.0), keys, and the hosts of the cloud.</summary>
internal static class OpenIdEndpoints
{
    public static void MapOpenId(this IEndpointRouteBuilder routes, TestIdentityProvider provider)
    {
        routes.MapGet("/{tenant}/.well-known/openid-configuration", context => JsonAnswer.WriteAsync(context, Metadata(provider, context, 1)));
        routes.MapGet("/{tenant}/v2.0/.well-known/openid-configuration", context => JsonAnswer.WriteAsync(context, Metadata(provider, context, 2)));
        routes.MapGet("/{tenant}/discovery/keys", context => JsonAnswer.WriteAsync(context, provider.Keys.ToJwks()));
        routes.MapGet("/{tenant}/discovery/v2.0/keys", context => JsonAnswer.WriteAsync(context, provider.Keys.ToJwks()));
        routes.MapGet("/common/discovery/instance", context => JsonAnswer.WriteAsync(context, Instance(provider, context)));
    }

    // At the host that was asked, as the client believes it to be.
    private static string Host(HttpContext context) => $"https://{context.Request.Host}";

    private static JsonObject Metadata(TestIdentityProvider provider, HttpContext context, int version)
    {
        var tenant = $"{Host(context)}/{context.Request.RouteValues["tenant"]}";
        var part = version == 1 ? "" : "v2.0/";
        return new JsonObject
        {
            ["issuer"] = provider.Issuer(version),
            ["authorization_endpoint"] = $"{tenant}/oauth2/{part}authorize",
            ["token_endpoint"] = $"{tenant}/oauth2/{part}token",
            ["jwks_uri"] = $"{tenant}/discovery/{part}keys",
            ["response_types_supported"] = new JsonArray("code", "id_token", "code id_token", "token id_token"),
            ["subject_types_supported"] = new JsonArray("pairwise"),
            ["id_token_signing_alg_values_supported"] = new JsonArray("RS256"),
            ["token_endpoint_auth_methods_supported"] = new JsonArray("client_secret_post", "private_key_jwt", "client_secret_basic"),
            ["tenant_region_scope"] = "EU",
            ["cloud_instance_name"] = "microsoftonline.com",
            ["cloud_graph_host_name"] = "graph.windows.net",
            ["msgraph_host"] = "graph.microsoft.com",
        };
    }

    private static JsonObject Instance(TestIdentityProvider provider, HttpContext context)
    {
        var host = context.Request.Host.ToString();
        return new JsonObject
        {
            ["tenant_discovery_endpoint"] = $"https://{host}/{provider.TenantId}/v2.0/.well-known/openid-configuration",
            ["api-version"] = "1.1",
            ["metadata"] = new JsonArray(new JsonObject
            {
                ["preferred_network"] = host,
                ["preferred_cache"] = host,
                ["aliases"] = new JsonArray(host),
            }),
        };
    }
}
