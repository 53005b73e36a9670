// SPDX-License-Identifier: Apache-2.0

using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Sluice.Gateway.Http.Problems;
using Sluice.Gateway.Security.Access;
using Sluice.Gateway.Security.Callers;
using Sluice.Gateway.Security.Groups;
using Sluice.Gateway.Security.Groups.Graph;
using Sluice.Gateway.Tests.Security.Policies;

namespace Sluice.Gateway.Tests.Security.Groups;

public sealed class GroupGateTests
{
    private const string Allowed = "aaaaaaaa-0000-0000-0000-000000000001";
    private const string Ruled = "aaaaaaaa-0000-0000-0000-000000000002";
    private readonly FakeDirectory _directory = new();

    [Fact]
    public async Task Member_ShouldComeIn_ByItsTokenAlone()
    {
        var caller = CallerWith(listsAll: true, Allowed);

        (await Gate().AdmitAsync(caller, Request())).ShouldBeSameAs(caller);
        (await Gate(rules: false).AdmitAsync(CallerWith(listsAll: false, Allowed), Request())).Groups.ShouldBe([Allowed]);
        _directory.Questions.ShouldBe(0);
    }

    [Fact]
    public async Task Stranger_ShouldBeRefused_WhoseTokenListsAllGroups()
    {
        await RefusedAsync(Gate(), CallerWith(listsAll: true, Ruled));
        _directory.Questions.ShouldBe(0);
    }

    [Fact]
    public async Task UnlistedGroups_ShouldBeAskedFor_AndAddedToThoseOfTheToken()
    {
        _directory.Groups["me"] = [Allowed];

        var caller = await Gate().AdmitAsync(CallerWith(listsAll: false, Ruled), Request());

        caller.Groups.ShouldBe([Allowed, Ruled], ignoreOrder: true);
        caller.HasUnlistedGroups.ShouldBeFalse();
    }

    [Fact]
    public async Task UnlistedGroups_ShouldBeNoYes_WhenNobodyCanBeAsked()
    {
        (await RefusedAsync(Gate(canAsk: false), CallerWith(listsAll: false))).ShouldContain("Security:Groups:Graph");
        await RefusedAsync(Gate(), CallerWith(listsAll: false) with { ObjectId = null });
        _directory.IsDown = true;
        (await Should.ThrowAsync<ProblemException>(() => Gate().AdmitAsync(CallerWith(listsAll: false), Request()).AsTask()))
            .Problem.Code.ShouldBe(ErrorCatalogue.IdentityUnavailable);
    }

    [Fact]
    public async Task GroupsThatAreNoIds_ShouldNeverBeAskedAbout()
    {
        var access = new AccessRules(Settings.Configuration("""{"Security":{"Groups":{"Allowed":["staff"]}}}"""));

        await RefusedAsync(Gate(access), CallerWith(listsAll: false));
        (await Gate(access).AdmitAsync(CallerWith(listsAll: true, "staff"), Request())).ShouldNotBeNull();
        _directory.Questions.ShouldBe(0);
    }

    [Fact]
    public async Task Anybody_ShouldComeIn_WithoutAllowedGroups()
    {
        var access = new AccessRules(Settings.Configuration("{}"));

        (await Gate(access).AdmitAsync(Caller.Anonymous, Request())).ShouldBeSameAs(Caller.Anonymous);
    }

    private static Caller CallerWith(bool listsAll, params string[] groups) =>
        new() { Id = "oid:me", ObjectId = "me", Groups = groups.ToHashSet(), HasUnlistedGroups = !listsAll };

    private static DefaultHttpContext Request() => new() { RequestAborted = TestContext.Current.CancellationToken };

    private static async Task<string> RefusedAsync(GroupGate gate, Caller caller)
    {
        var request = Request();
        var refusal = (await Should.ThrowAsync<ProblemException>(() => gate.AdmitAsync(caller, request).AsTask())).Problem;
        refusal.Code.ShouldBe(ErrorCatalogue.Forbidden);
        request.Features.Get<AccessRefusal>().ShouldNotBeNull();
        return refusal.Detail;
    }

    private GroupGate Gate(bool canAsk = true, bool rules = true) => Gate(
        new AccessRules(Settings.Configuration($$$"""
            {"Security":{"Groups":{"Allowed":["{{{Allowed}}}"]},"Policies":{"Rules":[{{{(rules ? Settings.Rule($"group:{Ruled}", "*", "*") : "")}}}]} } }
            """)),
        canAsk);

    private GroupGate Gate(AccessRules access, bool canAsk = true)
    {
        var options = Options.Create(new GroupOptions { Graph = new GraphOptions { ManagedIdentity = canAsk } });
        return new GroupGate(access, new Memberships(new(_directory), options, TimeProvider.System, NullLogger<Memberships>.Instance), options);
    }
}
