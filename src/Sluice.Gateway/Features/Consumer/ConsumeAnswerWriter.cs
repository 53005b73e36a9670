// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using Microsoft.AspNetCore.Http;
using Sluice.Core.Reading;
using Sluice.Gateway.Http.Json;
using Sluice.Gateway.Http.Memory;

namespace Sluice.Gateway.Features.Consumer;

/// <summary>Answers what was read.</summary>
internal static class ConsumeAnswerWriter
{
    private const string NextOffsetHeader = "NextOffset";

    public static async Task WriteAsync(HttpContext context, ReadResult result, ConsumeFormat format, bool isBareArray)
    {
        context.Response.ContentType = "application/json";
        context.Response.Headers[NextOffsetHeader] = result.NextOffset.ToString(CultureInfo.InvariantCulture);
        using var body = new JsonBody(context.Response, RequestUsage.Of(context));
        if (!isBareArray)
        {
            body.Writer.WriteStartObject();
            body.Writer.WritePropertyName("records");
        }

        body.Writer.WriteStartArray();
        foreach (var record in result.Records)
        {
            RecordJsonWriter.Write(body.Writer, record, format);
            await body.FlushIfLargeAsync(context.RequestAborted);
        }

        body.Writer.WriteEndArray();
        if (!isBareArray)
        {
            body.Writer.WriteEndObject();
        }

        await body.CompleteAsync(context.RequestAborted);
    }
}
