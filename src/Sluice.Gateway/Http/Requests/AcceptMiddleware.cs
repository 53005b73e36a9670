// SPDX-License-Identifier: Apache-2.0

using Microsoft.AspNetCore.Http;
using Sluice.Gateway.Http.Problems;

namespace Sluice.Gateway.Http.Requests;

/// <summary>Answers 406 before anything is done if the API's answer would not be accepted.</summary>
internal sealed class AcceptMiddleware(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context) =>
        !ApiOperation.IsAskedBy(context) || AcceptHeader.AllowsJson(context.Request.Headers.Accept)
            ? next(context)
            : throw new ProblemException(
                ErrorCatalogue.NotAcceptable, "Answers are application/json: let Accept include it, or leave it out.");
}
