// SPDX-License-Identifier: Apache-2.0

using Sluice.Core.Reading;
using Sluice.Core.Records;
using Sluice.Gateway.Features.Consumer;
using Sluice.Gateway.Tests.Bodies;

namespace Sluice.Gateway.Tests.Features.Consumer;

public sealed class ConsumeAnswerWriterTests
{
    [Fact]
    public async Task Answer_ShouldBeEmpty_AtTheReadableEnd()
    {
        var context = Answers.Context();

        await ConsumeAnswerWriter.WriteAsync(context, new ReadResult([], 42), ConsumeFormat.Text, isBareArray: false);

        Answers.Text(context).ShouldBe("""{"records":[]}""");
        context.Response.Headers["NextOffset"].ToString().ShouldBe("42");
        context.Response.ContentType.ShouldBe("application/json");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Answer_ShouldBeAnObjectOrABareArray(bool isBareArray)
    {
        var context = Answers.Context();
        var records = Enumerable.Range(0, 3000).Select(offset => new StoredRecord
        {
            Key = null,
            Value = new byte[200],
            Partition = 1,
            Offset = offset,
            Timestamp = 5,
            TimestampType = RecordTimestampType.CreateTime,
        }).ToList();

        await ConsumeAnswerWriter.WriteAsync(context, new ReadResult(records, 3000), ConsumeFormat.Text, isBareArray);

        var answer = Answers.Json(context);
        var array = isBareArray ? answer : answer.GetProperty("records");
        array.EnumerateArray().Select(r => r.GetProperty("offset").GetInt64()).ShouldBe(Enumerable.Range(0, 3000).Select(o => (long)o));
    }
}
