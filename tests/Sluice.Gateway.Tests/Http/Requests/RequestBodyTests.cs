// SPDX-License-Identifier: Apache-2.0

using System.Text;
using Sluice.Gateway.Features.Producer;
using Sluice.Gateway.Features.Topics;
using Sluice.Gateway.Http.Memory;
using Sluice.Gateway.Http.Problems;
using Sluice.Gateway.Tests.Bodies;

namespace Sluice.Gateway.Tests.Http.Requests;

public sealed class RequestBodyTests
{
    private const long Capacity = 4_000_000;
    private readonly MemoryBudget _budget = new(Capacity, new Problem(ErrorCatalogue.Overloaded, "no memory"));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Body_ShouldBeReadNoFurther_ThanThereIsMemory()
    {
        using var others = new RequestUsage(_budget);
        others.Hold(Capacity - 1_000_000);
        using var usage = new RequestUsage(_budget);
        var bytes = new byte[1_900_000];
        var body = Pieces.Body(bytes, pieceSize: 16 * 1024, maxBytes: 8_000_000, usage);

        await Answers.ShouldFailAsync(() => body.ReadAtLeastAsync(long.MaxValue, Cancellation).AsTask(), ErrorCatalogue.Overloaded);

        // It takes twice its bytes, and is looked at every 64 KiB.
        usage.Carried.ShouldBeInRange(400_000, 600_000);
        _budget.Used.ShouldBeLessThanOrEqualTo(Capacity);
    }

    [Fact]
    public async Task Body_ShouldBeTooLarge_WhenAllMemoryWouldNotDo()
    {
        using var usage = new RequestUsage(_budget);
        var body = Pieces.Body(new byte[3_000_000], pieceSize: 16 * 1024, maxBytes: 8_000_000, usage);

        await Answers.ShouldFailAsync(() => body.ReadAtLeastAsync(long.MaxValue, Cancellation).AsTask(), ErrorCatalogue.RequestTooLarge);
    }

    [Theory]
    [InlineData(1_000, 8_000)] // what records of 80 bytes need
    [InlineData(1_000_000, 2_000_000 + (1024 * 1024))] // what two thousand records need
    [InlineData(1_990_000, Capacity)] // the rest of what one request may have
    [InlineData(null, 8 * 64 * 1024)] // what the first step needs
    public async Task Body_ShouldBeGivenRoomForItsRecords_BeforeItIsRead(int? length, long expected)
    {
        using var usage = new RequestUsage(_budget);
        var body = Pieces.Body([], usage: usage);

        await body.ExpectAsync(length, Cancellation);

        _budget.Used.ShouldBe(expected);
    }

    [Fact]
    public async Task Body_ShouldBeTooLarge_WhenItsBytesAloneWouldNotFit()
    {
        using var usage = new RequestUsage(_budget);
        var body = Pieces.Body([], usage: usage);

        await Answers.ShouldFailAsync(() => body.ExpectAsync((Capacity / 2) + 1, Cancellation).AsTask(), ErrorCatalogue.RequestTooLarge);
    }

    [Fact]
    public async Task Records_ShouldKeepOnlyWhatTheyNeed_OnceTheyAreRead()
    {
        using var usage = new RequestUsage(_budget);
        var bytes = Encoding.UTF8.GetBytes("{\"records\":[{\"value\":\"" + new string('v', 10_000) + "\"}]}");
        var body = Pieces.Body(bytes, usage: usage);
        await body.ExpectAsync(bytes.Length, Cancellation);

        await ProduceRequestReader.ReadAsync(body, isBinary: false, Cancellation);

        _budget.Used.ShouldBe((2 * bytes.Length) + 512);
    }

    [Fact]
    public async Task Body_ShouldBeCountedOnce_HoweverItIsRead()
    {
        using var usage = new RequestUsage(_budget);
        var body = Pieces.Body(new byte[300_000], pieceSize: 1_000, maxBytes: 8_000_000, usage);
        var (isEnd, wanted) = (false, 1L);
        while (!isEnd)
        {
            (var buffer, isEnd) = await body.ReadAtLeastAsync(wanted, Cancellation);
            wanted += 7_000;
            body.AdvanceTo(isEnd ? buffer.End : buffer.GetPosition(buffer.Length / 2));
        }

        usage.Carried.ShouldBe(300_000);
        _budget.Used.ShouldBeInRange(600_000, 700_000);
    }

    [Theory]
    [InlineData("{\"value\":1},", 12_000)]
    [InlineData("{\"value\":1,\"headers\":[{\"key\":\"\",\"value\":\"\"},{\"key\":\"\",\"value\":\"\"},{\"key\":\"\",\"value\":\"\"}]},", 4_000)]
    public async Task Records_ShouldTakeMemory_EvenIfTheyHaveHardlyAByte(string record, int count)
    {
        using var usage = new RequestUsage(_budget);
        var body = Pieces.Body(Repeats.Bytes("{\"records\":[", record, count, "{\"value\":1}]}"), usage: usage);

        await Answers.ShouldFailAsync(() => ProduceRequestReader.ReadAsync(body, isBinary: false, Cancellation), ErrorCatalogue.RequestTooLarge);
    }

    [Fact]
    public async Task PropertiesOfATopic_ShouldTakeMemory_EvenIfTheyHaveHardlyAByte()
    {
        using var usage = new RequestUsage(_budget);
        var body = Pieces.Body(Repeats.Bytes("{\"topic_properties\":{", "\"#\":1,", 30_000, "\"a\":1}}"), usage: usage);

        await Answers.ShouldFailAsync(() => TopicRequestReader.ReadAsync("t", body, Cancellation), ErrorCatalogue.RequestTooLarge);
    }

    [Fact]
    public async Task Records_ShouldBeThere_WhenThereIsMemory()
    {
        using var usage = new RequestUsage(_budget);
        var body = Pieces.Body(Encoding.UTF8.GetBytes("{\"records\":[{\"value\":\"v\"}]}"), usage: usage);

        (await ProduceRequestReader.ReadAsync(body, isBinary: false, Cancellation)).Count.ShouldBe(1);
        _budget.Used.ShouldBe((2 * 27) + 512);
    }
}
