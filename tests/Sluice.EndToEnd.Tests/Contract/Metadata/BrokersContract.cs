// SPDX-License-Identifier: Apache-2.0

using System.Net.Sockets;
using System.Text.Json;
using Sluice.EndToEnd.Tests.Gateways;
using Sluice.EndToEnd.Tests.Http;

namespace Sluice.EndToEnd.Tests.Contract.Metadata;

public abstract class BrokersContract(GatewayFixture fixture) : GatewayContract(fixture)
{
    [Fact]
    public async Task Brokers_ShouldNameEachBroker_ById()
    {
        var brokers = await GetBrokersAsync();

        var native = await Task.Run(() => Kafka.Admin.GetMetadata(TimeSpan.FromSeconds(60)), Cancellation);
        brokers.Select(broker => $"{broker.GetProperty("id")} at {broker.GetProperty("hostName")}:{broker.GetProperty("port")}")
            .ShouldBe(native.Brokers.OrderBy(broker => broker.BrokerId)
                .Select(broker => $"{broker.BrokerId} at {broker.Host}:{broker.Port}"));
    }

    [Fact]
    public async Task Brokers_ShouldHaveHostPortIdAndRackAlone()
    {
        var brokers = await GetBrokersAsync();

        foreach (var broker in brokers)
        {
            broker.MemberNames().ShouldBe(["hostName", "port", "id", "rack"]);
            broker.GetProperty("rack").ValueKind.ShouldBeOneOf(JsonValueKind.Null, JsonValueKind.String);
        }
    }

    [Fact]
    public async Task Brokers_ShouldListen_WhereTheAnswerSays()
    {
        var brokers = await GetBrokersAsync();

        foreach (var broker in brokers)
        {
            using var connection = new TcpClient();
            await connection.ConnectAsync(broker.GetProperty("hostName").GetString()!, broker.GetProperty("port").GetInt32(), Cancellation);
            connection.Connected.ShouldBeTrue();
        }
    }

    private async Task<IReadOnlyList<JsonElement>> GetBrokersAsync()
    {
        var body = await Client.GetJsonAsync("v1/metadata/brokers");
        body.MemberNames().ShouldBe(["brokers"]);
        return [.. body.GetProperty("brokers").EnumerateArray()];
    }
}
