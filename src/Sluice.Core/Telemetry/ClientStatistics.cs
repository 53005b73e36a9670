// SPDX-License-Identifier: Apache-2.0

using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Sluice.Core.Telemetry;

/// <summary>One native client's reports. Thread-safe.</summary>
internal sealed class ClientStatistics(StatisticsBook book)
{
    private readonly Lock _lock = new();
    private ClientReport? _last;

    /// <summary>For <c>SetStatisticsHandler</c>: the client's thread, which also brings acknowledgements, is not kept.</summary>
    public void OnReport(string json) =>
        ThreadPool.UnsafeQueueUserWorkItem(static work => work.Client.Take(work.Json), (Client: this, Json: json), preferLocal: false);

    internal void Take(string json)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(json.Length));
        try
        {
            Take(ClientReport.Read(bytes.AsSpan(0, Encoding.UTF8.GetBytes(json, bytes))));
        }
        catch (JsonException e)
        {
            book.Refuse(e);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private void Take(ClientReport report)
    {
        lock (_lock)
        {
            // Two may be read at the same time; what the older one says is in the newer.
            if (_last is null || report.Clock > _last.Clock)
            {
                book.Take(this, report, _last);
                _last = report;
            }
        }
    }
}
