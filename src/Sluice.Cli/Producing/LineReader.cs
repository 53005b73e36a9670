// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Cli.Producing;

/// <summary>Splits a stream into lines (LF or CRLF) as they come in, byte for byte, holding little more than the longest line.</summary>
internal sealed class LineReader(Stream input, int maxLineBytes = LineReader.DefaultMaxLineBytes)
{
    public const int DefaultMaxLineBytes = 32 * 1024 * 1024;
    private const int MaxLinesAtOnce = 10_000;
    private byte[] _buffer = new byte[Math.Min(256 * 1024, maxLineBytes)];
    private int _start;
    private int _scanned;
    private int _end;
    private long _lines;
    private bool _isPassingOver;
    private bool _isAtEnd;

    /// <summary>The lines that are there now; waits for the first. Null at the end of the input.</summary>
    public async Task<IReadOnlyList<InputLine>?> ReadAsync(CancellationToken cancellationToken)
    {
        var lines = new List<InputLine>();
        TakeLines(lines);
        while (lines.Count == 0)
        {
            if (_isAtEnd)
            {
                return null;
            }

            MakeRoom();
            var read = await input.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
            _end += read;
            TakeLines(lines);
            if (read == 0)
            {
                _isAtEnd = true;
                TakeLastLine(lines);
            }
        }

        return lines;
    }

    private void TakeLines(List<InputLine> lines)
    {
        while (lines.Count < MaxLinesAtOnce)
        {
            var newline = _buffer.AsSpan(_scanned, _end - _scanned).IndexOf((byte)'\n');
            if (newline < 0)
            {
                _scanned = _end;
                return;
            }

            Take(lines, _scanned + newline);
            _start = _scanned = _scanned + newline + 1;
        }
    }

    private void TakeLastLine(List<InputLine> lines)
    {
        if (_end > _start || _isPassingOver)
        {
            Take(lines, _end);
            _start = _scanned = _end;
        }
    }

    private void Take(List<InputLine> lines, int end)
    {
        _lines++;
        if (_isPassingOver)
        {
            _isPassingOver = false;
            lines.Add(new InputLine(_lines, null));
            return;
        }

        var line = _buffer.AsSpan(_start, end - _start);
        if (line is [.., (byte)'\r'])
        {
            line = line[..^1];
        }

        lines.Add(new InputLine(_lines, line.ToArray()));
    }

    private void MakeRoom()
    {
        if (_isPassingOver)
        {
            _start = _scanned = _end = 0;
        }
        else if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _scanned -= _start;
            _start = 0;
        }
        else if (_end == maxLineBytes)
        {
            _isPassingOver = true;
            _scanned = _end = 0;
        }

        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, (int)Math.Min(_buffer.Length * 2L, maxLineBytes));
        }
    }
}
