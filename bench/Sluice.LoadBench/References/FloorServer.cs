// SPDX-License-Identifier: Apache-2.0

using System.Net;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Sluice.LoadBench.References;

/// <summary>Reads a request to its end and answers what the gateway answers to one record, without Kafka: nothing over HTTP can be faster.</summary>
internal static class FloorServer
{
    private static readonly byte[] Answer = Encoding.UTF8.GetBytes("""{"offsets":[{"partition":0,"offset":123456}]}""");

    /// <summary>Serves until the process ends.</summary>
    /// <param name="certificate">A PEM file with the certificate and its key, for TLS; null for none.</param>
    public static async Task<int> RunAsync(string? certificate)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listener =>
        {
            if (certificate is not null)
            {
                listener.UseHttps(X509Certificate2.CreateFromPemFile(certificate), https => https.SslProtocols = SslProtocols.Tls13);
            }
        }));
        var app = builder.Build();
        app.Run(async context =>
        {
            var body = context.Request.BodyReader;
            while (true)
            {
                var read = await body.ReadAsync(context.RequestAborted);
                body.AdvanceTo(read.Buffer.End);
                if (read.IsCompleted)
                {
                    break;
                }
            }

            context.Response.ContentType = "application/json; charset=utf-8";
            context.Response.ContentLength = Answer.Length;
            await context.Response.Body.WriteAsync(Answer, context.RequestAborted);
        });
        await app.StartAsync();
        Console.WriteLine(app.Urls.Single());
        await app.WaitForShutdownAsync();
        return 0;
    }
}
