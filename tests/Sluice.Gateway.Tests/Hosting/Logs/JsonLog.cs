// SPDX-License-Identifier: Apache-2.0

using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Sluice.Gateway.Hosting.Logs;

namespace Sluice.Gateway.Tests.Hosting.Logs;

/// <summary>A log whose records are written as the console's are.</summary>
internal sealed class JsonLog(TimeProvider? time = null) : ILoggerProvider, ISupportExternalScope
{
    private readonly JsonLineFormatter _formatter = new(time ?? TimeProvider.System);
    private readonly ConcurrentQueue<string> _output = [];
    private IExternalScopeProvider? _scopes;

    public string Output => string.Concat(_output);

    /// <summary>Every line, parsed.</summary>
    public IReadOnlyList<JsonElement> Lines => [.. Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line))];

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

    public void Dispose()
    {
    }

    private sealed class Logger(JsonLog log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => log._scopes?.Push(state);

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            using var writer = new StringWriter();
            log._formatter.Write(new LogEntry<TState>(logLevel, category, eventId, state, exception, formatter), log._scopes, writer);
            log._output.Enqueue(writer.ToString());
        }
    }
}
