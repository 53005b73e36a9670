// SPDX-License-Identifier: Apache-2.0

using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Sluice.Testing.Http;

/// <summary>
/// Answers in the place of a dependency, to all cases at once, and remembers what it was asked. A request must name the host of the address,
/// 127.0.0.1 and localhost being the same; 0.0.0.0 takes every name, on every interface of IPv4. Thread-safe.
/// </summary>
internal sealed class StubServer : IAsyncDisposable
{
    private const int MostTries = 10;

    private readonly HttpListener _listener;
    private readonly StubServerOptions _options;
    private readonly StubRules _rules;
    private readonly StubExchange _exchange;
    private readonly ConcurrentDictionary<Task, bool> _underWay = new();
    private readonly CancellationTokenSource _closing = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;
    private readonly Lock _lock = new();
    private int _isDisposed;
    private bool _isClosed;

    private StubServer(HttpListener listener, Uri address, StubServerOptions options)
    {
        (_listener, Address, _options) = (listener, address, options);
        _rules = new StubRules(options.Id);
        Requests = new StubMemory(options.MaxRequests, options.MaxBytes);
        _exchange = new StubExchange(_rules, Requests, options);
        _accepting = AcceptAsync();
    }

    /// <summary>Where it listens, with the port that it got.</summary>
    public Uri Address { get; }

    /// <summary>What it was asked.</summary>
    public StubMemory Requests { get; }

    /// <summary>Begins to listen.</summary>
    /// <param name="address">Where: <c>http://127.0.0.1:9090</c>; with port 0, on a free one.</param>
    /// <param name="options">How.</param>
    /// <exception cref="HttpEndpointException">It is no such address, or is taken.</exception>
    public static StubServer Start(string address, StubServerOptions options)
    {
        var wanted = StubAddress.Read(address);
        for (var tries = 1; ; tries++)
        {
            var listener = new HttpListener();
            try
            {
                var real = wanted.WithFreePort();
                foreach (var prefix in real.Prefixes)
                {
                    listener.Prefixes.Add(prefix);
                }

                listener.Start();
                return new StubServer(listener, real.Uri, options);
            }
            catch (Exception exception) when (exception is HttpListenerException or SocketException or ArgumentException)
            {
                listener.Close();
                // Between its choice and its use a free port may be taken by somebody else.
                if (wanted.Port != 0 || tries == MostTries)
                {
                    throw new HttpEndpointException(
                        $"The stub cannot listen on {wanted.Uri.GetLeftPart(UriPartial.Authority)}: {exception.Message.TrimEnd('.')}. "
                        + "Name an address of this machine with a port that nothing else uses, or port 0.",
                        exception);
                }
            }
        }
    }

    /// <summary>Answers by that rule until the result is disposed. Of the rules that match a request the latest answers.</summary>
    /// <exception cref="HttpEndpointException">No server could answer so.</exception>
    public IDisposable Answer(StubRule rule) => _rules.Add(rule);

    /// <summary>Lets requests under way come to their end for a while, then cuts them off.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 1)
        {
            return;
        }

        await _closing.CancelAsync().ConfigureAwait(false);
        await EndAsync().ConfigureAwait(false);
        await _stop.CancelAsync().ConfigureAwait(false);
        await EndAsync().ConfigureAwait(false);
        // The listener lets every connection go with an empty 200, so that until here each was given a better answer, and was not kept.
        lock (_lock)
        {
            _isClosed = true;
        }

        _listener.Close();
        await _accepting.ConfigureAwait(false);
        _stop.Dispose();
        _closing.Dispose();
    }

    private async Task EndAsync() =>
        await Task.WhenAll(_underWay.Keys).WaitAsync(_options.StopTimeout, _options.Time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private async Task AcceptAsync()
    {
        while (true)
        {
            try
            {
                Task<HttpListenerContext> next;
                lock (_lock)
                {
                    if (_isClosed)
                    {
                        return;
                    }

                    // Who asks the listener while it closes is never answered.
                    next = _listener.GetContextAsync();
                }

                Serve(await next.ConfigureAwait(false));
            }
            catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                // Closed; or a client that went before it was looked at.
            }
        }
    }

    private void Serve(HttpListenerContext context)
    {
        var (closing, stop) = (_closing.Token, _stop.Token);
        var work = Task.Run(() => _exchange.ServeAsync(context, closing, stop), CancellationToken.None);
        _underWay.TryAdd(work, true);
        _ = work.ContinueWith(
            done => _underWay.TryRemove(done, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }
}
