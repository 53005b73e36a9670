// SPDX-License-Identifier: Apache-2.0

using System.Text;
using CsCheck;
using Sluice.Cli.Producing;

namespace Sluice.Cli.Tests.Producing;

public sealed class LineReaderTests
{
    [Fact]
    public async Task Read_ShouldGiveTheSameLines_HoweverTheInputArrives() =>
        await Gen.Select(Gen.Char["ab\r\n"].Array[0, 60], Gen.Int[1, 7]).SampleAsync(async (characters, chunk) =>
        {
            var text = new string(characters);

            (await ReadAsync(text, chunk, maxLineBytes: 1000)).ShouldBe(Split(text));
        });

    [Fact]
    public async Task Read_ShouldPassOverALineThatIsTooLong_AndGoOn() =>
        await Gen.Int[1, 7].SampleAsync(async chunk =>
            (await ReadAsync("short\n" + new string('x', 50) + "\nshort too\n" + new string('y', 11), chunk, maxLineBytes: 10))
                .ShouldBe(["short", null, "short too", null]));

    [Fact]
    public async Task Read_ShouldNumberEveryLine()
    {
        var reader = new LineReader(new MemoryStream("a\n\nb"u8.ToArray()));
        var lines = await ReadAllAsync(reader);

        lines.Select(line => line.Number).ShouldBe([1, 2, 3]);
    }

    private static string?[] Split(string text)
    {
        var lines = text.Split('\n').Select(line => line.EndsWith('\r') ? line[..^1] : line).ToArray();

        // What follows the last line feed is a line only if something does.
        return text.Length == 0 || text.EndsWith('\n') ? lines[..^1] : lines;
    }

    private static async Task<string?[]> ReadAsync(string text, int chunk, int maxLineBytes)
    {
        var input = new SlowStream(Encoding.UTF8.GetBytes(text), chunk);
        var lines = await ReadAllAsync(new LineReader(input, maxLineBytes));
        return [.. lines.Select(line => line.Bytes is null ? null : Encoding.UTF8.GetString(line.Bytes))];
    }

    private static async Task<List<InputLine>> ReadAllAsync(LineReader reader)
    {
        var all = new List<InputLine>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken) is { } lines)
        {
            all.AddRange(lines);
        }

        return all;
    }

    /// <summary>Gives so many bytes at a time.</summary>
    private sealed class SlowStream(byte[] content, int chunk) : MemoryStream(content)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(chunk, buffer.Length)], cancellationToken);
    }
}
