// SPDX-License-Identifier: Apache-2.0

using Sluice.Testing.Clusters;

namespace Sluice.Testing.Tests.Clusters;

public sealed class KafkaSecurityOptionsTests
{
    public static TheoryData<KafkaSecurityOptions, string> Contradictions => new()
    {
        { new() { Tls = false }, "there is no security without Tls" },
        {
            new() { Tls = false, UnsignedTokens = true, ClientAuthentication = ClientAuthentication.Required },
            "client certificates need Tls"
        },
        { new() { Authorize = true }, "Authorize needs to know who a client is" },
        { new() { Authorize = true, ClientAuthentication = ClientAuthentication.Requested }, "Authorize needs to know who a client is" },
        { new() { StorePassword = "short" }, "StorePassword needs six or more" },
        { new() { Users = new Dictionary<string, string> { ["alice"] = "say \"friend\"" } }, "names and passwords of Users" },
    };

    [Theory]
    [MemberData(nameof(Contradictions), DisableDiscoveryEnumeration = true)]
    public async Task Start_ShouldRefuse_WhenTheOptionsDoNotFitTogether(KafkaSecurityOptions security, string rule)
    {
        KafkaHome.Require();

        var failure = await Should.ThrowAsync<ArgumentException>(() => KafkaProcess.StartAsync(
            new KafkaProcessOptions { Security = security }, TestContext.Current.CancellationToken));

        failure.Message.ShouldContain(rule);
    }
}
