// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Sluice.Core.Records;

namespace Sluice.Core.Conditions;

/// <summary>A record while it is looked at: its JSON is read once, when it is first asked for. For one thread.</summary>
internal sealed class RecordView(StoredRecord record) : IDisposable
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 1_024 };

    private JsonDocument? _key;
    private JsonDocument? _value;
    private bool _isKeyRead;
    private bool _isValueRead;

    public StoredRecord Record { get; } = record;

    /// <summary>The key as JSON; null if it is none.</summary>
    public JsonElement? KeyJson => Read(Record.Key, ref _key, ref _isKeyRead);

    /// <summary>The value as JSON; null if it is none.</summary>
    public JsonElement? ValueJson => Read(Record.Value, ref _value, ref _isValueRead);

    public void Dispose()
    {
        _key?.Dispose();
        _value?.Dispose();
    }

    private static JsonElement? Read(byte[]? bytes, ref JsonDocument? document, ref bool isRead)
    {
        if (!isRead)
        {
            isRead = true;
            document = Parse(bytes);
        }

        return document?.RootElement;
    }

    private static JsonDocument? Parse(byte[]? bytes)
    {
        try
        {
            return bytes is null ? null : JsonDocument.Parse(bytes, Options);
        }
        catch (JsonException)
        {
            // What is no JSON has nothing at any path: that is the language's rule, not a failure.
            return null;
        }
    }
}
