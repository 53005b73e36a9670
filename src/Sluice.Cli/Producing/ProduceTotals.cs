// SPDX-License-Identifier: Apache-2.0

using System.Globalization;

namespace Sluice.Cli.Producing;

/// <summary>What became of the records so far. Counted by one task, read by another that shows the progress.</summary>
internal sealed class ProduceTotals(TimeProvider time)
{
    private readonly long _begin = time.GetTimestamp();
    private long _written;
    private long _writtenBytes;
    private long _failed;
    private long _uncertain;

    public long Written => Volatile.Read(ref _written);

    /// <summary>Lines that are no record, and records that certainly were not written.</summary>
    public long Failed => Volatile.Read(ref _failed);

    /// <summary>Records without an answer: they may have been written.</summary>
    public long Uncertain => Volatile.Read(ref _uncertain);

    public bool IsSuccess => Failed == 0 && Uncertain == 0;

    /// <summary>Records written per second since the beginning.</summary>
    public double Rate => Written / Math.Max(time.GetElapsedTime(_begin).TotalSeconds, 0.001);

    public void AddWritten(long bytes)
    {
        Volatile.Write(ref _written, _written + 1);
        Volatile.Write(ref _writtenBytes, _writtenBytes + bytes);
    }

    public void AddFailed() => Volatile.Write(ref _failed, _failed + 1);

    public void AddUncertain() => Volatile.Write(ref _uncertain, _uncertain + 1);

    /// <summary>One line, such as <c>1,200 records written (3.4 MB) in 0.8 s: 1,500 records/s; 2 failed</c>.</summary>
    public override string ToString()
    {
        var culture = CultureInfo.InvariantCulture;
        var seconds = time.GetElapsedTime(_begin).TotalSeconds;
        var text = string.Create(
            culture,
            $"{Records(Written)} written ({_writtenBytes / 1e6:0.0##} MB) in {seconds:0.0} s: {Rate:#,0} records/s");
        text += Failed > 0 ? string.Create(culture, $"; {Failed:#,0} failed") : "";
        return text + (Uncertain > 0 ? string.Create(culture, $"; {Uncertain:#,0} without an answer, may have been written") : "");
    }

    private static string Records(long count) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:#,0} record{(count == 1 ? "" : "s")}");
}
