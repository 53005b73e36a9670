// SPDX-License-Identifier: Apache-2.0

using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Sluice.TestIdentity;

/// <summary>Issues tokens for client credentials (RFC 6749, 4.4), with the answers and error numbers of Entra.</summary>
internal static class TokenEndpoint
{
    private const string DefaultScope = "/.default";

    public static void MapTokens(this IEndpointRouteBuilder routes, TestIdentityProvider provider)
    {
        routes.MapPost("/{tenant}/oauth2/token", context => IssueAsync(provider, context));
        routes.MapPost("/{tenant}/oauth2/v2.0/token", context => IssueAsync(provider, context));
    }

    private static async Task IssueAsync(TestIdentityProvider provider, HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var (clientId, secret) = Credentials(context.Request, form);
        if (form["grant_type"] != "client_credentials")
        {
            await FailAsync(context, 400, "unsupported_grant_type", "AADSTS70003: The app requested an unsupported grant type.");
        }
        else if (Resource(form) is not { } resource)
        {
            await FailAsync(context, 400, "invalid_scope", "AADSTS1002012: The provided value for scope is not valid.");
        }
        else if (provider.FindApplication(clientId) is not { } application)
        {
            await FailAsync(context, 400, "unauthorized_client", "AADSTS700016: The application was not found in the directory.");
        }
        else if (secret != application.Secret)
        {
            await FailAsync(context, 401, "invalid_client", "AADSTS7000215: Invalid client secret provided.");
        }
        else
        {
            var lifetime = (int)provider.TokenLifetime.TotalSeconds;
            await JsonAnswer.WriteAsync(context, new JsonObject
            {
                ["token_type"] = "Bearer",
                ["expires_in"] = lifetime,
                ["ext_expires_in"] = lifetime,
                ["access_token"] = provider.CreateToken(application, audience: resource).Sign(provider.Keys.Current),
            });
        }
    }

    // The scope is the resource with /.default behind it; a resource that ends in a slash has two of them there.
    private static string? Resource(IFormCollection form)
    {
        var scope = form["scope"].ToString();
        return form["resource"] is [{ } resource] ? resource
            : scope.EndsWith(DefaultScope, StringComparison.Ordinal) ? scope[..^DefaultScope.Length]
            : null;
    }

    private static (string ClientId, string Secret) Credentials(HttpRequest request, IFormCollection form)
    {
        if (AuthenticationHeaderValue.TryParse(request.Headers.Authorization, out var header) && header.Scheme == "Basic")
        {
            var parts = Encoding.UTF8.GetString(Convert.FromBase64String(header.Parameter!)).Split(':', 2);
            return (Uri.UnescapeDataString(parts[0]), Uri.UnescapeDataString(parts[1]));
        }

        return (form["client_id"].ToString(), form["client_secret"].ToString());
    }

    private static Task FailAsync(HttpContext context, int status, string error, string description) => JsonAnswer.WriteAsync(
        context,
        new JsonObject
        {
            ["error"] = error,
            ["error_description"] = $"{description} Trace ID: {context.TraceIdentifier}",
            ["error_codes"] = new JsonArray(),
            ["trace_id"] = context.TraceIdentifier,
        },
        status);
}
