// SPDX-License-Identifier: Apache-2.0

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Sluice.Gateway.Tests.Gateways;
using Sluice.Gateway.Tests.Hosting.Logs;

namespace Sluice.Gateway.Tests.Security.Audit;

public sealed class AuditTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Logging:LogLevel:Default", "Warning", 3)]
    [InlineData("Logging:LogLevel:Sluice", "Error", 3)]
    [InlineData("Logging:LogLevel:Sluice.Audit", "None", 0)]
    public async Task ChangesOfTopics_ShouldBeInTheAudit_UnlessItIsSwitchedOffByName(string rule, string level, int records)
    {
        using var log = new JsonLog();
        await using (var gateway = await RunningGateway.StartAsync(
            new Dictionary<string, string?> { [rule] = level }, b => b.Services.AddSingleton<ILoggerProvider>(log)))
        {
            var topic = new Uri("v1/topics/orders", UriKind.Relative);
            (await gateway.Client.PutAsync(topic, null, Cancellation)).EnsureSuccessStatusCode();
            await gateway.Client.PutAsync(topic, null, Cancellation);
            (await gateway.Client.DeleteAsync(topic, Cancellation)).EnsureSuccessStatusCode();
        }

        var audit = log.Lines.Where(l => l.GetProperty("category").GetString() == "Sluice.Audit").ToArray();
        audit.Length.ShouldBe(records);
        foreach (var (line, change, outcome) in audit.Zip(["TopicCreation", "TopicCreation", "TopicDeletion"], ["done", "topic-exists", "done"]))
        {
            line.GetProperty("event").GetString().ShouldBe(change);
            line.GetProperty("principal").GetString().ShouldBe("anonymous");
            var attributes = line.GetProperty("attributes");
            attributes.GetProperty("topic").GetString().ShouldBe("orders");
            attributes.GetProperty("outcome").GetString().ShouldBe(outcome);
            attributes.GetProperty("client").GetString().ShouldBe("127.0.0.1");
            line.GetProperty("traceId").GetString()!.Length.ShouldBe(32);
        }
    }
}
