// SPDX-License-Identifier: Apache-2.0

using Sluice.Core.Errors;
using Sluice.Core.Topics;
using Sluice.Core.Writing;

namespace Sluice.Cli.Producing;

/// <summary>
/// Writes lines as records, in their order: one batch is under way while the next is read, so that memory stays bounded
/// and a record that arrives alone is not kept waiting.
/// </summary>
internal sealed class RecordUpload(
    RecordWriter writer,
    TopicDescription topic,
    ILineParser parser,
    RecordDefaults defaults,
    TimeSpan timeout,
    ProduceTotals totals,
    FailureReport report)
{
    /// <summary>Why nothing more is sent before the input has ended; null if all of it was.</summary>
    public KafkaFailure? StoppedBy { get; private set; }

    /// <summary>Returns at the end of the input or with <see cref="StoppedBy"/>, when everything that was sent has its answer.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled; what was sent has its answer all the same.</exception>
    public async Task RunAsync(LineReader lines, CancellationToken cancellationToken)
    {
        var batch = new RecordBatch();
        var writing = Task.CompletedTask;
        try
        {
            Task<IReadOnlyList<InputLine>?>? reading = null;
            var isAtEnd = false;
            while (StoppedBy is null && !(isAtEnd && batch.IsEmpty))
            {
                if (!batch.IsEmpty && (writing.IsCompleted || isAtEnd || batch.IsFull))
                {
                    await writing.WaitAsync(cancellationToken);
                    if (StoppedBy is null)
                    {
                        writing = WriteAsync(batch);
                        batch = new RecordBatch();
                    }

                    continue;
                }

                // Reading from a terminal cannot be cancelled, so the waiting is; a read left behind ends with the process.
                reading ??= lines.ReadAsync(cancellationToken);
                await Task.WhenAny(writing.IsCompleted ? [reading] : [reading, writing]).WaitAsync(cancellationToken);
                if (reading.IsCompleted)
                {
                    var read = await reading;
                    reading = null;
                    isAtEnd = read is null;
                    Add(read ?? [], batch);
                }
            }
        }
        finally
        {
            await writing;
        }
    }

    private void Add(IReadOnlyList<InputLine> lines, RecordBatch batch)
    {
        foreach (var line in lines)
        {
            var parsed = line.Bytes is null ? new ParsedLine(null, "it is too long") : parser.Parse(line.Bytes);
            if (parsed.Record is { } record)
            {
                parsed = new(defaults.ApplyTo(record));
            }

            if (parsed.Record?.Partition >= topic.Partitions.Count)
            {
                var wanted = parsed.Record.Value.Partition;
                parsed = new(null, $"there is no partition {wanted}: {topic.Name} has {topic.Partitions.Count}, counted from 0");
            }

            if (parsed.Record is { } complete)
            {
                batch.Add(line.Number, complete);
            }
            else if (parsed.Fault is { } fault)
            {
                totals.AddFailed();
                report.Add(line.Number, fault);
            }
        }
    }

    private async Task WriteAsync(RecordBatch batch)
    {
        try
        {
            var results = await writer.WriteAsync(topic.Name, batch.Records, timeout, CancellationToken.None);
            for (var index = 0; index < results.Length; index++)
            {
                Count(batch, index, results[index]);
            }
        }
        catch (KafkaFailureException failure)
        {
            StoppedBy = failure.Failure;
            for (var index = 0; index < batch.Records.Count; index++)
            {
                totals.AddFailed();
                report.Add(batch.LineOf(index), failure.Message);
            }
        }
    }

    private void Count(RecordBatch batch, int index, WriteResult result)
    {
        if (result.Failure is not { } failure)
        {
            totals.AddWritten(batch.BytesOf(index));
            return;
        }

        if (result.MayBeWritten)
        {
            totals.AddUncertain();
        }
        else
        {
            totals.AddFailed();
        }

        report.Add(batch.LineOf(index), failure.Detail);
        if (failure.Code is not (FailureCode.RecordTooLarge or FailureCode.InvalidRecord))
        {
            // Not this record's own fault: what follows would wait and fail the same way.
            StoppedBy ??= failure;
        }
    }
}
