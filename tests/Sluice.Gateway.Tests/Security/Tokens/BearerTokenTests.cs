// SPDX-License-Identifier: Apache-2.0

using Microsoft.Extensions.Primitives;
using Sluice.Gateway.Http.Problems;
using Sluice.Gateway.Security.Tokens;

namespace Sluice.Gateway.Tests.Security.Tokens;

public sealed class BearerTokenTests
{
    [Theory]
    [InlineData("Bearer a.b.c")]
    [InlineData("bearer a.b.c")]
    [InlineData("BEARER   a.b.c ")]
    public void Token_ShouldBeRead_WhateverTheCaseOfTheScheme(string header) => BearerToken.Read(header).ToString().ShouldBe("a.b.c");

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("Basic dXNlcjpwYXNzd29yZA==")]
    [InlineData("Bearera.b.c")]
    [InlineData("Negotiate")]
    [InlineData("a.b.c")]
    public void Challenge_ShouldTellOfNoError_WhenThereIsNoBearerToken(string? header)
    {
        var problem = Should.Throw<ProblemException>(() => BearerToken.Read(header)).Problem;

        problem.Code.ShouldBe(ErrorCatalogue.Unauthenticated);
        problem.Challenge.ShouldBe("Bearer");
    }

    [Theory]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("Bearer a.b")]
    [InlineData("Bearer ..")]
    [InlineData("Bearer a.b.c.d.e")]
    [InlineData("Bearer a.b.c, Bearer a.b.c")]
    [InlineData("Bearer a.b.c a.b.c")]
    [InlineData("Bearer a+b/c=.b.c")]
    [InlineData("Bearer ä.b.c")]
    [InlineData("Bearer \"a.b.c\"")]
    public void Challenge_ShouldNameTheError_WhenItCannotBeAToken(string header)
    {
        var problem = Should.Throw<ProblemException>(() => BearerToken.Read(header)).Problem;

        problem.Code.ShouldBe(ErrorCatalogue.Unauthenticated);
        problem.Challenge.ShouldBe($"Bearer error=\"invalid_token\", error_description=\"{problem.Detail}\"");
    }

    [Fact]
    public void Token_ShouldBeRefused_WhenItComesTwice() =>
        Should.Throw<ProblemException>(() => BearerToken.Read(new StringValues(["Bearer a.b.c", "Bearer a.b.c"])))
            .Problem.Detail.ShouldContain("more than one Authorization header");

    [Fact]
    public void Token_ShouldBeRefused_WhenItIsHuge()
    {
        BearerToken.Read($"Bearer {new string('a', BearerToken.LongestToken - 4)}.b.c").Length.ShouldBe(BearerToken.LongestToken);

        Should.Throw<ProblemException>(() => BearerToken.Read($"Bearer {new string('a', BearerToken.LongestToken - 3)}.b.c"))
            .Problem.Detail.ShouldContain("more than 16384 characters");
    }
}
