// SPDX-License-Identifier: Apache-2.0

using System.IO.Pipelines;
using System.Text.Encodings.Web;
using System.Text.Json;
using Sluice.Gateway.Http.Memory;

namespace Sluice.Gateway.Http.Json;

/// <summary>Writes a JSON answer straight into the response's pipe, however large it becomes.</summary>
internal sealed class JsonBody : IDisposable
{
    private const int FlushThreshold = 64 * 1024;

    // Validation is for mistakes of the code that writes; the tests read what it writes.
    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    private readonly PipeWriter _body;
    private readonly RequestUsage? _usage;
    private long _flushed;

    /// <summary>Writes into <paramref name="body"/>; what it writes is counted as carried by the request.</summary>
    public JsonBody(PipeWriter body, RequestUsage? usage = null)
    {
        _body = body;
        _usage = usage;
        Writer = new Utf8JsonWriter(body, Options);
    }

    /// <summary>Where the JSON goes.</summary>
    public Utf8JsonWriter Writer { get; }

    /// <summary>Sends what is there if it has become much, and waits while the client is slower than we are.</summary>
    public ValueTask FlushIfLargeAsync(CancellationToken cancellationToken) =>
        Writer.BytesCommitted + Writer.BytesPending - _flushed < FlushThreshold ? ValueTask.CompletedTask : FlushAsync(cancellationToken);

    /// <summary>Sends what is there.</summary>
    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        Writer.Flush();
        _usage?.Carry(Writer.BytesCommitted - _flushed);
        _flushed = Writer.BytesCommitted;
        await _body.FlushAsync(cancellationToken);
    }

    /// <inheritdoc />
    public void Dispose() => Writer.Dispose();
}
