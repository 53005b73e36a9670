// SPDX-License-Identifier: Apache-2.0

using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Sluice.TestIdentity;

/// <summary>The call of Microsoft Graph that tells of groups, with its limits and errors.</summary>
internal static class GraphEndpoints
{
    private const int MaxGroups = 20;

    public static void MapGraph(this IEndpointRouteBuilder routes, TestIdentityProvider provider) =>
        routes.MapPost("/v1.0/directoryObjects/{id}/checkMemberGroups", context => CheckAsync(provider, context));

    private static async Task CheckAsync(TestIdentityProvider provider, HttpContext context)
    {
        var directory = provider.Directory;
        var id = (string)context.Request.RouteValues["id"]!;
        var body = await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
        var groups = body?["groupIds"]?.AsArray().Select(group => (string)group!).ToArray() ?? [];
        directory.Begin(id, groups.Length);
        try
        {
            if (directory.IsDown)
            {
                context.Abort();
                return;
            }

            if (directory.Delay > TimeSpan.Zero)
            {
                await Task.Delay(directory.Delay, context.RequestAborted);
            }

            await AnswerAsync(provider, context, id, groups);
        }
        finally
        {
            directory.End(id);
        }
    }

    private static Task AnswerAsync(TestIdentityProvider provider, HttpContext context, string id, string[] groups)
    {
        var directory = provider.Directory;
        if (directory.RetryAfter is { } seconds)
        {
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
            return FailAsync(context, 429, "TooManyRequests");
        }

        return directory.FailsNow() ? FailAsync(context, 503, "ServiceUnavailable")
            : Reader(provider, context.Request.Headers.Authorization.ToString()) is not { } reader
                ? FailAsync(context, 401, "InvalidAuthenticationToken")
            : !directory.Readers.Contains(reader) ? FailAsync(context, 403, "Authorization_RequestDenied")
            : groups.Length is 0 or > MaxGroups || !groups.All(group => Guid.TryParseExact(group, "D", out _))
                ? FailAsync(context, 400, "Request_BadRequest")
            : !directory.Knows(id) ? FailAsync(context, 404, "Request_ResourceNotFound")
            : JsonAnswer.WriteAsync(context, new JsonObject
            {
                ["@odata.context"] = $"{provider.Address}v1.0/$metadata#Collection(Edm.String)",
                ["value"] = new JsonArray([.. groups.Where(group => directory.IsMember(group, id)).Select(group => JsonValue.Create(group))]),
            });
    }

    // The application that a token was issued to, if it is of this tenant and for Microsoft Graph.
    private static string? Reader(TestIdentityProvider provider, string authorization)
    {
        var parts = authorization.StartsWith("Bearer ", StringComparison.Ordinal) ? authorization["Bearer ".Length..].Split('.') : [];
        if (parts.Length != 3)
        {
            return null;
        }

        var claims = Parse(parts[1]);
        var key = provider.Keys.ToJwks()["keys"]!.AsArray().FirstOrDefault(key => (string?)key!["kid"] == (string?)Parse(parts[0])["kid"]);
        return key is not null && IsSigned(parts, key)
            && (string?)claims["aud"] == provider.Address.ToString().TrimEnd('/')
            && (string?)claims["tid"] == provider.TenantId
            && (long?)claims["exp"] > provider.Now.ToUnixTimeSeconds()
                ? (string?)claims["appid"] ?? (string?)claims["azp"]
                : null;
    }

    private static bool IsSigned(string[] parts, JsonNode key)
    {
        using var rsa = RSA.Create(new RSAParameters
        {
            Modulus = Base64Url.DecodeFromChars((string?)key["n"]),
            Exponent = Base64Url.DecodeFromChars((string?)key["e"]),
        });
        return rsa.VerifyData(
            Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"),
            Base64Url.DecodeFromChars(parts[2]),
            HashAlgorithmName.SHA256,
            RSASignaturePadding.Pkcs1);
    }

    private static JsonNode Parse(string part) => JsonNode.Parse(Base64Url.DecodeFromChars(part))!;

    private static Task FailAsync(HttpContext context, int status, string code) => JsonAnswer.WriteAsync(
        context, new JsonObject { ["error"] = new JsonObject { ["code"] = code, ["message"] = "Refused by the test." } }, status);
}
