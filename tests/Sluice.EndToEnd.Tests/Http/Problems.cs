// SPDX-License-Identifier: Apache-2.0

using System.Net;
using System.Text.Json;

namespace Sluice.EndToEnd.Tests.Http;

/// <summary>What every answer that is an error must be.</summary>
public static class Problems
{
    private static readonly string[] Retryable =
        ["request-timeout", "topic-being-deleted", "too-many-requests", "kafka-unavailable", "kafka-timeout", "not-enough-replicas", "overloaded"];

    public static async Task<JsonElement> ShouldBeProblemAsync(this Task<HttpResponseMessage> responding, HttpStatusCode status, string code)
    {
        using var response = await responding;
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        response.StatusCode.ShouldBe(status, text);
        response.Content.Headers.ContentType?.MediaType.ShouldBe("application/problem+json");
        if (status is HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests)
        {
            response.Headers.RetryAfter.ShouldNotBeNull(text);
        }

        return Check(text, (int)status, code);
    }

    public static JsonElement ShouldBeProblem(this RawResponse response, int status, string code)
    {
        response.Status.ShouldBe(status, response.Body);
        response.Headers["Content-Type"].ShouldStartWith("application/problem+json");
        return Check(response.Body, status, code);
    }

    /// <summary>The request was understood and refused: each of these places in it is named with a reason.</summary>
    public static void ShouldPointTo(this JsonElement problem, params IEnumerable<string> pointers)
    {
        var errors = problem.GetProperty("errors").EnumerateObject().ToList();
        errors.Select(error => error.Name).ShouldBe(pointers, ignoreOrder: true, problem.GetRawText());
        errors.ShouldAllBe(error => error.Value.GetRawText().Length > 4);
    }

    private static JsonElement Check(string text, int status, string code)
    {
        var problem = JsonElement.Parse(text);
        problem.GetProperty("code").GetString().ShouldBe(code, text);
        problem.GetProperty("status").GetInt32().ShouldBe(status, text);
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
