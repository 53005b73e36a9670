// SPDX-License-Identifier: Apache-2.0

using System.Buffers;
using System.Text.Json;
using Sluice.Core.Records;
using Sluice.Gateway.Http.Json;
using Sluice.Gateway.Http.Memory;
using Sluice.Gateway.Http.Problems;
using Sluice.Gateway.Http.Requests;

namespace Sluice.Gateway.Features.Producer;

/// <summary>
/// The request's outer shape, <c>{"records":[…]}</c>, parsed step by step as bytes arrive; a step is undone while it is incomplete.
/// </summary>
internal sealed class ProduceRequestParser(bool isBinary, RequestUsage usage)
{
    // Nothing here recurses; the bound is for those who read the values.
    private const int MaxDepth = 1024;

    // What a record and a header of it take beside their bytes, here, in the answer and in the Kafka client.
    private const int RecordBytes = 512;
    private const int HeaderBytes = 256;

    private readonly JsonFaults _faults = new();
    private readonly PooledList<NewRecord> _records = new();
    private JsonReaderState _state = new(new JsonReaderOptions { MaxDepth = MaxDepth });
    private Place _place = Place.Start;
    private bool _hasRecords;
    private int _index;

    private enum Place
    {
        Start,
        Root,
        Records,
        End,
    }

    /// <summary>Takes as many whole steps as there are in <paramref name="buffer"/> and returns where the next one begins.</summary>
    /// <exception cref="JsonException">The bytes are no JSON.</exception>
    /// <exception cref="ProblemException">As many faults were found as are told, or there is no memory for the records.</exception>
    public SequencePosition Parse(ReadOnlySequence<byte> buffer, bool isFinal)
    {
        while (true)
        {
            // Over one piece the reader does less for each token than over several.
            var taken = buffer.IsSingleSegment ? 0 : Take(new(buffer.First), isFinal: false);
            taken = taken > 0 ? taken : Take(buffer, isFinal);
            if (taken == 0)
            {
                return buffer.Start;
            }

            buffer = buffer.Slice(taken);
        }
    }

    /// <summary>The records, after the last byte was parsed.</summary>
    /// <exception cref="ProblemException">Every fault that was found.</exception>
    public PooledList<NewRecord> Finish()
    {
        _faults.ThrowIfAny();
        return _records;
    }

    // How many bytes the next step has; none while it is incomplete.
    private long Take(in ReadOnlySequence<byte> buffer, bool isFinal)
    {
        var reader = new Utf8JsonReader(buffer, isFinal, _state);
        var faults = _faults.Count;
        if (!TryStep(ref reader, buffer))
        {
            _faults.TruncateTo(faults);
            return 0;
        }

        if (!Utf8Text.IsValid(buffer.Slice(0, reader.BytesConsumed)))
        {
            throw new JsonException("it is not valid UTF-8.");
        }

        _state = reader.CurrentState;
        return reader.BytesConsumed;
    }

    private bool TryStep(ref Utf8JsonReader reader, in ReadOnlySequence<byte> buffer) => reader.Read() && _place switch
    {
        Place.Start => TryStart(ref reader),
        Place.Root => TryRootMember(ref reader),
        _ => TryRecord(ref reader, buffer),
    };

    private bool TryStart(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            _place = Place.Root;
            return true;
        }

        return TryFault(ref reader, Place.End, "", "must be an object with \"records\"");
    }

    private bool TryRootMember(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.EndObject)
        {
            if (!_hasRecords)
            {
                _faults.Add("/records", "is required: an array of records");
            }

            _place = Place.End;
            return true;
        }

        if (!JsonText.IsNamed(ref reader, "records"u8))
        {
            _faults.AddMember("", JsonText.GetString(ref reader), "is unknown: the request has \"records\" alone");
            return reader.Read() && reader.TrySkip();
        }

        if (!reader.Read())
        {
            return false;
        }

        if (_hasRecords)
        {
            return TryFault(ref reader, Place.Root, "/records", "is there more than once");
        }

        if (reader.TokenType != JsonTokenType.StartArray)
        {
            return TryFault(ref reader, Place.Root, "/records", "must be an array of records") && (_hasRecords = true);
        }

        _hasRecords = true;
        _place = Place.Records;
        return true;
    }

    private bool TryRecord(ref Utf8JsonReader reader, in ReadOnlySequence<byte> buffer)
    {
        if (reader.TokenType == JsonTokenType.EndArray)
        {
            if (_index == 0)
            {
                _faults.Add("/records", "must have at least one record");
            }

            _place = Place.Root;
            return true;
        }

        if (!RecordParser.TryRead(ref reader, buffer, isBinary, _index, _faults, out var record))
        {
            return false;
        }

        _index++;
        if (_faults.Count == 0)
        {
            usage.Hold(RecordBytes + (HeaderBytes * (record.Headers?.Count ?? 0)));
            _records.Add(record);
        }
        else
        {
            _records.Clear();
        }

        return true;
    }

    private bool TryFault(ref Utf8JsonReader reader, Place next, string pointer, string text)
    {
        _faults.Add(pointer, text);
        if (!reader.TrySkip())
        {
            return false;
        }

        _place = next;
        return true;
    }
}
