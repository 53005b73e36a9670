// SPDX-License-Identifier: Apache-2.0

using System.Text;
using Microsoft.Extensions.Time.Testing;
using Sluice.Core.Connections.Stores;

namespace Sluice.Core.Tests.Connections.Stores;

[Collection(StoreGroup.Name)]
public sealed class StoreProblemTests(StoreFolder stores)
{
    [Theory]
    [InlineData(400, "rsa: Expired")]
    [InlineData(340, "rsa: ExpiresSoon")]
    [InlineData(300, "")]
    [InlineData(1790, "rsa: Expired, intermediate: ExpiresSoon")]
    [InlineData(-1, "rsa: NotYetValid, intermediate: NotYetValid, root: NotYetValid")]
    public async Task FindProblems_ShouldSayWhoseTimeIsOver_SoonOver_OrNotCome(int day, string expected)
    {
        var key = (await stores.ReadAsync("rsa.p12")).SelectKey();
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow().AddDays(day));

        var problems = key.FindProblems(time);

        var names = (string[])["rsa", "intermediate", "root"];
        string.Join(", ", problems.Select(problem => $"{NameIn(problem.Detail)}: {problem.Kind}")).ShouldBe(expected);

        string NameIn(string detail) => names.First(name => detail.Contains($"CN={name}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task FindProblems_ShouldSayHowManyDaysAreLeft()
    {
        var key = (await stores.ReadAsync("rsa.p12")).SelectKey();
        var time = new FakeTimeProvider(key.Certificates[0].NotAfter.AddDays(-12.5));

        key.FindProblems(time).ShouldHaveSingleItem().Detail.ShouldContain("UTC, in 12 days: ask its issuer for a new one.");
    }

    [Fact]
    public async Task FindProblems_ShouldSayWhereTheChainEnds_WhenItIsIncomplete()
    {
        var pem = await stores.TextAsync("rsa.key") + await stores.TextAsync("rsa.pem");

        var problem = StoreFile.Parse(Encoding.ASCII.GetBytes(pem), "client.pem").SelectKey().FindProblems(TimeProvider.System)
            .ShouldHaveSingleItem();

        problem.Kind.ShouldBe(StoreProblemKind.ChainIncomplete);
        problem.Detail.ShouldStartWith(
            "The chain ends at \"CN=rsa, O=Example\", and the certificate of its issuer \"CN=intermediate, O=Example\" is not");
    }

    [Fact]
    public async Task FindProblems_ShouldFindTheRightIssuer_WhenAnotherHasTheSameName()
    {
        await stores.OpensslAsync("req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout other.key -out other.pem "
            + "-subj /O=Example/CN=intermediate -days 30");
        await stores.JoinAsync("two-issuers.pem", "rsa.key", "rsa.pem", "other.pem", "chain.pem");

        var key = (await stores.ReadAsync("two-issuers.pem")).SelectKey();

        key.Certificates.Select(certificate => certificate.Subject)
            .ShouldBe(["CN=rsa, O=Example", "CN=intermediate, O=Example", "CN=root"]);
        key.Certificates[1].Pem.TrimEnd().ShouldBe((await stores.TextAsync("intermediate.pem")).TrimEnd());
    }

    [Fact]
    public async Task FindProblems_ShouldFindNothing_WhenATrustedCertificateIsValid()
    {
        (await stores.ReadAsync("trust.jks")).Entries.SelectMany(entry => entry.FindProblems(TimeProvider.System)).ShouldBeEmpty();
    }
}
