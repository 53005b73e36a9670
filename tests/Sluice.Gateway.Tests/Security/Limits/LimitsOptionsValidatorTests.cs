// SPDX-License-Identifier: Apache-2.0

using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Options;
using Sluice.Gateway.Hosting;
using Sluice.Gateway.Security.Limits;

namespace Sluice.Gateway.Tests.Security.Limits;

public sealed class LimitsOptionsValidatorTests
{
    [Fact]
    public void Defaults_ShouldBeGood()
    {
        Faults(new LimitsOptions()).ShouldBeEmpty();
    }

    [Fact]
    public void Zero_ShouldSwitchOff_WhatMayBeOff()
    {
        Faults(new LimitsOptions
        {
            MemoryBudget = 0,
            MemoryWait = TimeSpan.Zero,
            MaxRequests = 0,
            MaxPolls = 0,
            Caller = { RequestsPerSecond = 0, BytesPerSecond = 0, MaxRequests = 0, MaxPolls = 0 },
            Connections = { Max = 0, MinBytesPerSecond = 0 },
        }).ShouldBeEmpty();
    }

    [Fact]
    public void EverySetting_ShouldBeNamed_WhenItIsOutOfRange()
    {
        var faults = Faults(new LimitsOptions
        {
            MemoryBudget = 1,
            MemoryWait = TimeSpan.FromTicks(-1),
            MaxRequests = -1,
            MaxPolls = -1,
            Caller = { RequestsPerSecond = double.NaN, BytesPerSecond = -1, Burst = default, MaxRequests = -1, MaxPolls = -1, MemoryShare = 2 },
            Connections =
            {
                Max = -1,
                HandshakeTimeout = default,
                HeadersTimeout = default,
                KeepAliveTimeout = default,
                MinBytesPerSecond = -1,
                SlowGrace = default,
                MaxRequestLineBytes = 0,
                MaxHeaderBytes = 0,
                MaxHeaders = 0,
                MaxStreams = 0,
                MaxFrameBytes = 0,
            },
        });

        faults.Select(f => f.Split(' ')[0]).ShouldBe(
        [
            "Limits:MemoryBudget", "Limits:MemoryWait", "Limits:MaxRequests", "Limits:MaxPolls", "Limits:Caller:RequestsPerSecond",
            "Limits:Caller:BytesPerSecond", "Limits:Caller:Burst", "Limits:Caller:MaxRequests", "Limits:Caller:MaxPolls", "Limits:Caller:MemoryShare", "Limits:Connections:Max",
            "Limits:Connections:HandshakeTimeout", "Limits:Connections:HeadersTimeout", "Limits:Connections:KeepAliveTimeout",
            "Limits:Connections:MinBytesPerSecond", "Limits:Connections:SlowGrace", "Limits:Connections:MaxRequestLineBytes",
            "Limits:Connections:MaxHeaderBytes", "Limits:Connections:MaxHeaders", "Limits:Connections:MaxStreams", "Limits:Connections:MaxFrameBytes",
        ]);
    }

    [Fact]
    public void Budget_ShouldBeRefused_WhenTheLargestBodyNeedsMore()
    {
        var fault = Faults(new LimitsOptions { MemoryBudget = 30 * 1024 * 1024 }).ShouldHaveSingleItem();

        fault.ShouldStartWith("Limits:MemoryBudget is 31457280:");
        fault.ShouldContain("at least 33554432");
        Faults(new LimitsOptions { MemoryBudget = 33554432 }).ShouldBeEmpty();
    }

    [Fact]
    public void Server_ShouldGetItsBounds()
    {
        var server = new KestrelServerOptions();
        var options = new LimitsOptions
        {
            Connections = { MinBytesPerSecond = 77, MaxHeaderBytes = 500_000, MaxHeaders = 11, MaxStreams = 12, KeepAliveTimeout = TimeSpan.FromSeconds(13) },
        };

        var sockets = new SocketTransportOptions();

        var limits = new ServerLimits(Options.Create(options));
        limits.Configure(server);
        limits.Configure(sockets);

        server.Limits.MinRequestBodyDataRate!.BytesPerSecond.ShouldBe(77);
        server.Limits.MinResponseDataRate!.GracePeriod.ShouldBe(TimeSpan.FromSeconds(10));
        server.Limits.MaxRequestHeadersTotalSize.ShouldBe(500_000);
        server.Limits.MaxRequestBufferSize.ShouldBe(500_000);
        sockets.MaxReadBufferSize.ShouldBe(500_000);
        server.Limits.MaxRequestHeaderCount.ShouldBe(11);
        server.Limits.Http2.MaxStreamsPerConnection.ShouldBe(12);
        server.Limits.KeepAliveTimeout.ShouldBe(TimeSpan.FromSeconds(13));
    }

    private static List<string> Faults(LimitsOptions options) =>
        [.. new LimitsOptionsValidator(Options.Create(new GatewayOptions())).Validate(null, options).Failures ?? []];
}
