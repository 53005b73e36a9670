// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Testing.Clusters;

/// <summary>Keeps the last lines that a process wrote. Thread-safe.</summary>
/// <param name="onLine">Is told of each line as it comes.</param>
internal sealed class LogTail(Action<string>? onLine = null)
{
    private const int Capacity = 60;
    private readonly Queue<string> _lines = new(Capacity);

    public void Add(string? line)
    {
        if (line is null)
        {
            return;
        }

        onLine?.Invoke(line);
        lock (_lines)
        {
            if (_lines.Count == Capacity)
            {
                _lines.Dequeue();
            }

            _lines.Enqueue(line);
        }
    }

    public override string ToString()
    {
        lock (_lines)
        {
            return string.Join(Environment.NewLine, _lines);
        }
    }
}
