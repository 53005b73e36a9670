// SPDX-License-Identifier: Apache-2.0

using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Sluice.Gateway.Http.Memory;

namespace Sluice.Gateway.Http.Json;

/// <summary>
/// Writes a JSON answer straight into the response's pipe, however large it becomes. One that stays small is sent with its length, in one
/// piece with the headers; a larger one goes in chunks as it is made.
/// </summary>
internal sealed class JsonBody : IDisposable
{
    private const int FlushThreshold = 64 * 1024;

    // Validation is for mistakes of the code that writes; the tests read what it writes.
    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    // What a writer that has no answer to write refers to.
    private static readonly ArrayBufferWriter<byte> Nowhere = new();

    // The writer of an answer that was finished on this thread; it serves the next one.
    [ThreadStatic]
    private static Utf8JsonWriter? _spare;

    private readonly HttpResponse _response;
    private readonly RequestUsage? _usage;
    private long _flushed;
    private bool _isDisposed;

    /// <summary>Writes into the body of <paramref name="response"/>; what it writes is counted as carried by the request.</summary>
    public JsonBody(HttpResponse response, RequestUsage? usage = null)
    {
        _response = response;
        _usage = usage;
        Writer = _spare ?? new Utf8JsonWriter(Nowhere, Options);
        _spare = null;
        Writer.Reset(response.BodyWriter);
    }

    /// <summary>Where the JSON goes.</summary>
    public Utf8JsonWriter Writer { get; }

    /// <summary>Sends what is there if it has become much, and waits while the client is slower than we are.</summary>
    public ValueTask FlushIfLargeAsync(CancellationToken cancellationToken) =>
        Writer.BytesCommitted + Writer.BytesPending - _flushed < FlushThreshold ? ValueTask.CompletedTask : FlushAsync(cancellationToken);

    /// <summary>Sends what is there, which is the last of it.</summary>
    public ValueTask CompleteAsync(CancellationToken cancellationToken)
    {
        Writer.Flush();
        if (_flushed == 0 && !_response.HasStarted)
        {
            _response.ContentLength = Writer.BytesCommitted;
        }

        return FlushAsync(cancellationToken);
    }

    /// <summary>Takes the writer back. What was not completed is not sent.</summary>
    public void Dispose()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            Writer.Reset(Nowhere);
            _spare = Writer;
        }
    }

    private async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        Writer.Flush();
        _usage?.Carry(Writer.BytesCommitted - _flushed);
        _flushed = Writer.BytesCommitted;
        await _response.BodyWriter.FlushAsync(cancellationToken);
    }
}
