// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Sluice.Gateway.Security.Tls;

namespace Sluice.Gateway.Tests.Security.Tls;

public sealed class ClientCertificateCallersTests
{
    [Theory]
    [InlineData("Subject", "CN=orders, O=Example", true)]
    [InlineData("Subject", "CN=orders,O=Example", true)]
    [InlineData("Subject", "O=Example, CN=orders", false)]
    [InlineData("Subject", "CN=orders", false)]
    [InlineData("Subject", "CN=Orders, O=Example", false)]
    [InlineData("SubjectAlternativeName", "DNS:orders.example", true)]
    [InlineData("SubjectAlternativeName", "DNS:Orders.Example", true)]
    [InlineData("SubjectAlternativeName", "URI:orders.example", false)]
    [InlineData("SubjectAlternativeName", "DNS:rders.example", false)]
    [InlineData("Thumbprint", "own", true)]
    [InlineData("Thumbprint", "own with colons", true)]
    [InlineData("Thumbprint", "other", false)]
    public void Certificate_ShouldStandForWhomTheSettingsSay(string way, string text, bool fits)
    {
        using var certificates = new TestCertificates();
        using var certificate = certificates.Issue("CN=orders, O=Example", alternativeName: "DNS:orders.example");
        var hash = certificate.GetCertHashString(HashAlgorithmName.SHA256);
        var principal = new CertificatePrincipalOptions
        {
            Name = "orders",
            Groups = ["a", "b"],
            Subject = way == "Subject" ? text : null,
            SubjectAlternativeName = way == "SubjectAlternativeName" ? text : null,
            Thumbprint = way != "Thumbprint" ? null : text switch
            {
                "own" => hash,
                "own with colons" => string.Join(':', Convert.FromHexString(hash).Select(octet => octet.ToString("x2", null))),
                _ => new string('0', 64),
            },
        };

        var found = Callers(principal).Find(certificate);

        found.Subject.ShouldBe("CN=orders, O=Example");
        found.Caller?.Id.ShouldBe("cert:orders");
        (found.Caller is not null).ShouldBe(fits);
        if (fits)
        {
            found.Caller!.IsAuthenticated.ShouldBeTrue();
            found.Caller.CertificateName.ShouldBe("orders");
            found.Caller.Groups.ShouldBe(["a", "b"], ignoreOrder: true);
        }
    }

    [Fact]
    public void FirstPrincipal_ShouldDecide_WhenSeveralFit()
    {
        using var certificates = new TestCertificates();
        using var certificate = certificates.Issue("CN=orders", alternativeName: "URI:spiffe://example/orders");

        var found = Callers(
            new() { Name = "by-address", SubjectAlternativeName = "URI:spiffe://example/orders" },
            new() { Name = "by-subject", Subject = "CN=orders" }).Find(certificate);

        found.Caller!.Id.ShouldBe("cert:by-address");
    }

    private static ClientCertificateCallers Callers(params CertificatePrincipalOptions[] principals) =>
        new(Options.Create(new TlsOptions { ClientCertificates = { Principals = principals } }));
}
