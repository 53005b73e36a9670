// SPDX-License-Identifier: Apache-2.0

using Microsoft.Extensions.Logging;
using Sluice.Gateway.Security.Policies;

namespace Sluice.Gateway.Security.Audit;

/// <summary>
/// Writes the audit log. Every creation and deletion has its record. Refusals are as many as callers like to cause, so they are bounded: what repeats
/// within a second is counted and told at its end, and so are those of more than ten kinds. Thread-safe.
/// </summary>
internal sealed class AuditTrail : IDisposable
{
    public const string Category = "Sluice.Audit";
    private const int MaxKinds = 10;
    private const int MaxReason = 300;
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(1);

    private readonly ILogger _logger;
    private readonly Lock _lock = new();
    private readonly ITimer _end;
    private Dictionary<(AuditedCall Call, string Code), int> _repeats = [];
    private int _others;

    public AuditTrail(ILoggerFactory logs, TimeProvider time)
    {
        _logger = logs.CreateLogger(Category);
        _end = time.CreateTimer(_ => EndWindow(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>A topic was, or should have been, created or deleted.</summary>
    public void Changed(TopicOperation change, AuditedCall call, string outcome, string traceId)
    {
        if (change == TopicOperation.Create)
        {
            Log.TopicCreation(_logger, call.Principal, call.Client, call.Topic, outcome, traceId);
        }
        else
        {
            Log.TopicDeletion(_logger, call.Principal, call.Client, call.Topic, outcome, traceId);
        }
    }

    /// <summary>A call was refused.</summary>
    public void Refused(AuditedCall call, string code, string reason, string traceId)
    {
        lock (_lock)
        {
            if (_repeats.TryGetValue((call, code), out var repeats))
            {
                _repeats[(call, code)] = repeats + 1;
                return;
            }

            if (_repeats.Count == MaxKinds)
            {
                _others++;
                return;
            }

            if (_repeats.Count == 0)
            {
                _end.Change(Window, Timeout.InfiniteTimeSpan);
            }

            _repeats.Add((call, code), 0);
        }

        Log.CallRefused(_logger, call.Principal, call.Client, call.Method, call.Operation, call.Topic, code, OneLine(reason), traceId);
    }

    /// <summary>Tells what was counted last.</summary>
    public void Dispose()
    {
        _end.Dispose();
        EndWindow();
    }

    private void EndWindow()
    {
        Dictionary<(AuditedCall Call, string Code), int> repeats;
        int others;
        lock (_lock)
        {
            (repeats, _repeats) = (_repeats, []);
            (others, _others) = (_others, 0);
        }

        foreach (var ((call, code), count) in repeats)
        {
            if (count > 0)
            {
                Log.RepeatsRefused(_logger, count, call.Principal, call.Client, call.Method, call.Operation, call.Topic, code);
            }
        }

        if (others > 0)
        {
            Log.OthersRefused(_logger, others);
        }
    }

    // Reasons may quote what the caller sent.
    private static string OneLine(string text) => string.Create(Math.Min(text.Length, MaxReason), text, static (line, text) =>
    {
        for (var i = 0; i < line.Length; i++)
        {
            line[i] = char.IsControl(text[i]) || text[i] is '\u2028' or '\u2029' ? ' ' : text[i];
        }
    });
}
