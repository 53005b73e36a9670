// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using Microsoft.Extensions.Options;
using Sluice.Gateway.Hosting;
using Sluice.Gateway.Http.Requests;

namespace Sluice.Gateway.Security.Limits;

/// <summary>Refuses to start with limits that cannot work, each with its name and what to do.</summary>
internal sealed class LimitsOptionsValidator(IOptions<GatewayOptions> gateway) : IValidateOptions<LimitsOptions>
{
    private const int Most = 1_000_000;

    public ValidateOptionsResult Validate(string? name, LimitsOptions options)
    {
        var faults = new List<string>();
        CheckUnlessOff(faults, "Limits:MemoryBudget", options.MemoryBudget, 16L * 1024 * 1024, 1L << 40);
        CheckUnlessOff(faults, "Limits:MemoryWait", options.MemoryWait, TimeSpan.FromMilliseconds(1), TimeSpan.FromMinutes(1));
        CheckUnlessOff(faults, "Limits:MaxRequests", options.MaxRequests, 1, Most);
        CheckUnlessOff(faults, "Limits:MaxPolls", options.MaxPolls, 1, Most);
        CheckCaller(faults, options.Caller);
        CheckConnections(faults, options.Connections);
        if (faults.Count == 0)
        {
            CheckLargestBody(faults, options);
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static void CheckCaller(List<string> faults, CallerLimitsOptions caller)
    {
        CheckUnlessOff(faults, "Limits:Caller:RequestsPerSecond", caller.RequestsPerSecond, 0.001, Most);
        CheckUnlessOff(faults, "Limits:Caller:BytesPerSecond", caller.BytesPerSecond, 1, 1L << 40);
        SettingRange.Check(faults, "Limits:Caller:Burst", caller.Burst, TimeSpan.FromMilliseconds(1), TimeSpan.FromHours(1));
        CheckUnlessOff(faults, "Limits:Caller:MaxRequests", caller.MaxRequests, 1, Most);
        CheckUnlessOff(faults, "Limits:Caller:MaxPolls", caller.MaxPolls, 1, Most);
        SettingRange.Check(faults, "Limits:Caller:MemoryShare", caller.MemoryShare, 0.01, 1);
    }

    private static void CheckConnections(List<string> faults, ConnectionLimitsOptions connections)
    {
        var second = TimeSpan.FromSeconds(1);
        CheckUnlessOff(faults, "Limits:Connections:Max", connections.Max, 1, Most);
        SettingRange.Check(faults, "Limits:Connections:HandshakeTimeout", connections.HandshakeTimeout, second, TimeSpan.FromMinutes(1));
        SettingRange.Check(faults, "Limits:Connections:HeadersTimeout", connections.HeadersTimeout, second, TimeSpan.FromMinutes(10));
        SettingRange.Check(faults, "Limits:Connections:KeepAliveTimeout", connections.KeepAliveTimeout, second, TimeSpan.FromHours(1));
        CheckUnlessOff(faults, "Limits:Connections:MinBytesPerSecond", connections.MinBytesPerSecond, 1, 1 << 30);
        SettingRange.Check(faults, "Limits:Connections:SlowGrace", connections.SlowGrace, 2 * second, TimeSpan.FromMinutes(10));
        SettingRange.Check(faults, "Limits:Connections:MaxRequestLineBytes", connections.MaxRequestLineBytes, 256, 1024 * 1024);
        SettingRange.Check(faults, "Limits:Connections:MaxHeaderBytes", connections.MaxHeaderBytes, 1024, 1024 * 1024);
        SettingRange.Check(faults, "Limits:Connections:MaxHeaders", connections.MaxHeaders, 10, 10_000);
        SettingRange.Check(faults, "Limits:Connections:MaxStreams", connections.MaxStreams, 1, 10_000);
        SettingRange.Check(faults, "Limits:Connections:MaxFrameBytes", connections.MaxFrameBytes, 16 * 1024, (16 * 1024 * 1024) - 1);
    }

    private static void CheckUnlessOff<T>(List<string> faults, string setting, T value, T min, T max)
        where T : struct, IComparable<T>, IFormattable
    {
        if (value.CompareTo(default) != 0)
        {
            SettingRange.Check(faults, setting, value, min, max);
        }
    }

    private void CheckLargestBody(List<string> faults, LimitsOptions options)
    {
        var largest = gateway.Value.MaxRequestBytes;
        var needed = (long)(RequestBody.MemoryFor(largest) / options.Caller.MemoryShare);
        if (options.MemoryBudget > 0 && options.MemoryBudget < needed)
        {
            faults.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"Limits:MemoryBudget is {options.MemoryBudget}: a body of Gateway:MaxRequestBytes, {largest}, could never be served. "
                    + $"Give at least {needed}, or lower Gateway:MaxRequestBytes."));
        }
    }
}
