// SPDX-License-Identifier: Apache-2.0

using BenchmarkDotNet.Attributes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Sluice.Gateway.Security.Tokens;
using Sluice.TestIdentity;

namespace Sluice.Benchmarks.Tokens;

/// <summary>What it costs a request that its token is checked: one that was seen before, and one that was not.</summary>
[MemoryDiagnoser]
#pragma warning disable CA1001 // Disposed of by the global clean-up.
public class TokenChecking
#pragma warning restore CA1001
{
    private readonly DefaultHttpContext _context = new();
    private TestIdentityProvider? _provider;
    private TokenChecker? _checker;
    private TokenAuthentication? _authentication;
    private string[] _tokens = [];
    private int _next;

    [GlobalSetup]
    public async Task SetupAsync()
    {
        _provider = await TestIdentityProvider.StartAsync(CancellationToken.None);
        var options = new TokenOptions
        {
            Entra = { TenantId = _provider.TenantId, Instance = _provider.Address.ToString(), AuthorityFile = _provider.AuthorityFile },
        };
        _tokens = [.. Enumerable.Range(0, 20_000).Select(_ => _provider.Issue())];
        _checker = new TokenChecker(options, TimeProvider.System, NullLogger.Instance);
        _authentication = new TokenAuthentication(Options.Create(options), TimeProvider.System, NullLogger<TokenAuthentication>.Instance);
        _context.Request.Headers.Authorization = $"Bearer {_tokens[0]}";
        await NewTokenAsync();
        await KnownTokenAsync();
    }

    /// <summary>More tokens, in turn, than are remembered.</summary>
    [Benchmark(Baseline = true)]
    public async Task<string> NewTokenAsync() =>
        (await _checker!.CheckAsync(_tokens[_next++ % _tokens.Length].AsMemory(), CancellationToken.None)).Id;

    [Benchmark]
    public async Task<string> KnownTokenAsync() => (await _authentication!.FindCallerAsync(_context)).Id;

    [GlobalCleanup]
    public async Task CleanupAsync()
    {
        _checker!.Dispose();
        _authentication!.Dispose();
        await _provider!.DisposeAsync();
    }
}
