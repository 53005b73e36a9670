// SPDX-License-Identifier: Apache-2.0

using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Sluice.Gateway.Hosting.Logs;

namespace Sluice.Gateway.Tests.Hosting.Logs;

public sealed class TextFormatterTests
{
    [Fact]
    public void Record_ShouldBeItsHeadAndItsText_MovedIn()
    {
        Format("first\nsecond").ShouldBe("warn: Some.Category[7]\n      first\n      second\n");
    }

    [Fact]
    public void ControlCharacters_ShouldBeEscaped()
    {
        Format("a\r\u001b[2J\u009b\u2028\u0085\0b\t").ShouldBe(
            "warn: Some.Category[7]\n      a\\u000D\\u001B[2J\\u009B\\u2028\\u0085\\u0000b\\u0009\n");
    }

    [Fact]
    public void Exception_ShouldFollowTheText()
    {
        Format("text", new InvalidOperationException("of\nthe\u001bworld")).ShouldBe(
            "warn: Some.Category[7]\n      text\n      System.InvalidOperationException: of\n      the\\u001Bworld\n");
    }

    private static string Format(string message, Exception? exception = null)
    {
        using var text = new StringWriter();
        new TextFormatter().Write(
            new LogEntry<string>(LogLevel.Warning, "Some.Category", new EventId(7), message, exception, (state, _) => state), null, text);
        return text.ToString();
    }
}
