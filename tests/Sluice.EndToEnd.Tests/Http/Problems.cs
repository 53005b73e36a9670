// SPDX-License-Identifier: Apache-2.0

using System.Net;
using System.Text.Json;

namespace Sluice.EndToEnd.Tests.Http;

/// <summary>What every answer that is an error must be.</summary>
public static class Problems
{
    private static readonly Dictionary<string, HttpStatusCode> StatusByCode = new()
    {
        ["malformed-request"] = HttpStatusCode.BadRequest,
        ["malformed-json"] = HttpStatusCode.BadRequest,
        ["invalid-parameter"] = HttpStatusCode.BadRequest,
        ["not-found"] = HttpStatusCode.NotFound,
        ["topic-not-found"] = HttpStatusCode.NotFound,
        ["partition-not-found"] = HttpStatusCode.NotFound,
        ["method-not-allowed"] = HttpStatusCode.MethodNotAllowed,
        ["not-acceptable"] = HttpStatusCode.NotAcceptable,
        ["request-timeout"] = HttpStatusCode.RequestTimeout,
        ["topic-exists"] = HttpStatusCode.Conflict,
        ["request-too-large"] = HttpStatusCode.RequestEntityTooLarge,
        ["record-too-large"] = HttpStatusCode.RequestEntityTooLarge,
        ["unsupported-media-type"] = HttpStatusCode.UnsupportedMediaType,
        ["offset-out-of-range"] = HttpStatusCode.RequestedRangeNotSatisfiable,
        ["invalid-request"] = HttpStatusCode.UnprocessableEntity,
        ["invalid-topic"] = HttpStatusCode.UnprocessableEntity,
        ["invalid-record"] = HttpStatusCode.UnprocessableEntity,
        ["too-many-requests"] = HttpStatusCode.TooManyRequests,
        ["not-supported"] = HttpStatusCode.NotImplemented,
        ["kafka-unavailable"] = HttpStatusCode.ServiceUnavailable,
        ["not-enough-replicas"] = HttpStatusCode.ServiceUnavailable,
        ["overloaded"] = HttpStatusCode.ServiceUnavailable,
        ["kafka-timeout"] = HttpStatusCode.GatewayTimeout,
    };

    private static readonly string[] Retryable = 
        ["request-timeout", "too-many-requests", "kafka-unavailable", "not-enough-replicas", "overloaded", "kafka-timeout"];

    public static async Task<JsonElement> ShouldBeProblemAsync(this Task<HttpResponseMessage> responding, string code)
    {
        using var response = await responding;
        return await response.ShouldBeProblemAsync(code);
    }

    public static async Task<JsonElement> ShouldBeProblemAsync(this HttpResponseMessage response, string code)
    {
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        response.StatusCode.ShouldBe(StatusByCode[code], text);
        response.Content.Headers.ContentType?.MediaType.ShouldBe("application/problem+json");
        (response.Headers.RetryAfter is not null).ShouldBe((int)response.StatusCode is 429 or 503 or 504, text);
        return Check(text, code);
    }

    public static JsonElement ShouldBeProblem(this RawResponse response, string code)
    {
        response.Status.ShouldBe((int)StatusByCode[code], response.Body);
        response.Headers["Content-Type"].ShouldStartWith("application/problem+json");
        return Check(response.Body, code);
    }

    /// <summary>The request was understood and refused: each of these places in it is named with a reason.</summary>
    public static void ShouldPointTo(this JsonElement problem, params IEnumerable<string> pointers)
    {
        var errors = problem.GetProperty("errors").EnumerateObject().ToList();
        errors.Select(error => error.Name).ShouldBe(pointers, ignoreOrder: true, problem.GetRawText());
        errors.ShouldAllBe(error => error.Value.GetString()!.Length > 0);
    }

    private static JsonElement Check(string text, string code)
    {
        var problem = JsonElement.Parse(text);
        problem.GetProperty("code").GetString().ShouldBe(code, text);
        problem.GetProperty("status").GetInt32().ShouldBe((int)StatusByCode[code], text);
        problem.GetProperty("title").GetString().ShouldNotBeNullOrWhiteSpace(text);
        problem.GetProperty("detail").GetString().ShouldNotBeNullOrWhiteSpace(text);
        problem.GetProperty("retryable").GetBoolean().ShouldBe(Retryable.Contains(code), text);
        problem.GetProperty("traceId").GetString().ShouldNotBeNull().ShouldMatch("[0-9a-f]{32}");
        var type = problem.GetProperty("type").GetString().ShouldNotBeNull();
        Uri.IsWellFormedUriString(type, UriKind.RelativeOrAbsolute).ShouldBeTrue(text);
        type.ShouldEndWith(code);
        return problem;
    }
}
