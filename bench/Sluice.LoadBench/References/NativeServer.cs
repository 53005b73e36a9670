// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Sluice.LoadBench.References;

/// <summary>
/// A process with a native client that works when it is asked to, so that it is as warm as the gateway that it is measured beside.
/// </summary>
internal static class NativeServer
{
    /// <summary>What makes it work, for as many milliseconds; the answer is how many records a second.</summary>
    public static Uri PathOf(TimeSpan time) => new(string.Create(CultureInfo.InvariantCulture, $"work/{time.TotalMilliseconds:0}"), UriKind.Relative);

    /// <summary>Serves until the process ends.</summary>
    public static async Task<int> RunAsync(INativeWork work)
    {
        using var ending = work;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        app.Run(async context =>
        {
            var time = TimeSpan.FromMilliseconds(int.Parse(Path.GetFileName(context.Request.Path), CultureInfo.InvariantCulture));
            var rate = await Task.Factory.StartNew(() => work.Work(time), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            await context.Response.WriteAsync(rate.ToString("0.0", CultureInfo.InvariantCulture), context.RequestAborted);
        });
        await app.StartAsync();
        Console.WriteLine(app.Urls.Single());
        await app.WaitForShutdownAsync();
        return 0;
    }
}
