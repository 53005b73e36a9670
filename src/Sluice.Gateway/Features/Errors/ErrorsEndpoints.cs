// SPDX-License-Identifier: Apache-2.0

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Sluice.Gateway.Http;
using Sluice.Gateway.Http.OpenApi;
using Sluice.Gateway.Http.Problems;

namespace Sluice.Gateway.Features.Errors;

/// <summary>Explains what the <c>type</c> of a problem points to.</summary>
internal static class ErrorsEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var errors = routes.MapGroup("/errors").WithTags("Errors");
        errors.MapMethods("", HttpVerbs.GetOrHead, List)
            .WithName("ListErrors").WithSummary("All errors")
            .WithDescription("Every `code` that a problem may have.");
        errors.MapMethods("/{code}", HttpVerbs.GetOrHead, Get)
            .WithName("GetError").WithSummary("One error")
            .WithDescription("What a `code` means; the `type` of every problem is this path.")
            .Fails(ErrorCatalogue.NotFound);
    }

    private static Ok<ErrorsAnswer> List() => TypedResults.Ok(new ErrorsAnswer([.. ErrorCatalogue.All.Select(AnswerOf)]));

    private static Ok<ErrorAnswer> Get(string code) =>
        TypedResults.Ok(AnswerOf(ErrorCatalogue.All.FirstOrDefault(e => e.Code == code)
            ?? throw new ProblemException(ErrorCatalogue.NotFound, "There is no such error code; /errors lists all of them.")));

    private static ErrorAnswer AnswerOf(ErrorCode error) => new(error.Code, error.Status, error.Title, error.When, error.IsRetryable);
}
