// SPDX-License-Identifier: Apache-2.0

using Sluice.Testing.Clusters;

namespace Sluice.LoadBench.Load;

/// <summary>The command as its users install it: published for this machine, as docs/operations/deploy.md says. Its folder goes when it is disposed of.</summary>
internal sealed class PublishedProgram : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sluice-published-");

    private PublishedProgram()
    {
    }

    public string Program => Path.Combine(_folder.FullName, "sluice.dll");

    /// <exception cref="KafkaProcessException">It cannot be published.</exception>
    public static async Task<PublishedProgram> CreateAsync(CancellationToken cancellationToken)
    {
        var published = new PublishedProgram();
        var log = new LogTail();
        string[] command =
        [
            "dotnet", "publish", "src/Sluice.Cli", "--configuration", "Release", "--use-current-runtime", "--self-contained", "false",
            "--output", published._folder.FullName,
        ];
        try
        {
            await ChildProcess.Start(log, FindRepository(), command).EndAsync("dotnet publish", log, Patience, cancellationToken);
            return published;
        }
        catch
        {
            published.Dispose();
            throw;
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static string FindRepository()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Sluice.slnx")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("Start this program where it was built: it publishes the command from its repository.");
    }
}
