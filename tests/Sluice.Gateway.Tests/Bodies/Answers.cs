// SPDX-License-Identifier: Apache-2.0

using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Sluice.Gateway.Http.Problems;

namespace Sluice.Gateway.Tests.Bodies;

/// <summary>Requests without a server.</summary>
internal static class Answers
{
    public static DefaultHttpContext Context() => new() { Response = { Body = new MemoryStream() } };

    public static string Text(HttpContext context) => Encoding.UTF8.GetString(((MemoryStream)context.Response.Body).ToArray());

    public static JsonElement Json(HttpContext context) => JsonElement.Parse(Text(context));

    public static async Task<Problem> ShouldFailAsync(Func<Task> act, ErrorCode code)
    {
        var problem = (await act.ShouldThrowAsync<ProblemException>()).Problem;
        problem.Code.ShouldBe(code);
        return problem;
    }

    public static Problem ShouldFail(Action act, ErrorCode code)
    {
        var problem = act.ShouldThrow<ProblemException>().Problem;
        problem.Code.ShouldBe(code);
        return problem;
    }
}
