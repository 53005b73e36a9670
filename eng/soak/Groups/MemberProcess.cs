// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Sluice.Testing.Clusters;

namespace Sluice.Soak.Groups;

/// <summary>
/// A member of a group as its users run it: <c>sluice consume --group</c>, a process of its own. What it prints goes to files, so that
/// nothing of it is lost however it ends.
/// </summary>
internal sealed class MemberProcess : IAsyncDisposable
{
    // The shell's name is where the files go.
    private const string IntoFiles = """exec "$@" >"$0.out" 2>"$0.err" """;

    private static readonly TimeSpan StopTimeout = TimeSpan.FromMinutes(2);
    private readonly ChildProcess _process;
    private readonly string _files;
    private readonly List<PrintedRecord> _printed = [];
    private long _read;
    private bool _hasEnded;

    private MemberProcess(string name, ChildProcess process, string files)
    {
        Name = name;
        _process = process;
        _files = files;
    }

    public string Name { get; }

    /// <summary>Starts a member that commits what it prints, with more options on its command line; its output is kept in the folder under its name.</summary>
    public static MemberProcess Start(string folder, string name, string bootstrapServers, string topic, string group, params string[] options)
    {
        var files = Path.Combine(folder, name);
        var program = Path.Combine(AppContext.BaseDirectory, "sluice.dll");
        string[] command =
        [
            "/bin/sh", "-c", IntoFiles, files, "dotnet", "exec", program, "consume", "--bootstrap-servers", bootstrapServers, "--topic", topic,
            "--group", group, "--commit", "auto", "--output", "json", "--timeout", "30s", .. options,
        ];
        return new MemberProcess(name, ChildProcess.Start(new LogTail(), folder, command), files);
    }

    /// <summary>All that it has printed by now.</summary>
    public IReadOnlyList<PrintedRecord> Printed()
    {
        foreach (var line in ReadNewLines())
        {
            var record = JsonElement.Parse(line);
            _printed.Add(new PrintedRecord(record.GetProperty("partition").GetInt32(), record.GetProperty("offset").GetInt64()));
        }

        return _printed;
    }

    /// <summary>What it has told on its standard error.</summary>
    public IReadOnlyList<string> Told() => Lines(ReadShared(_files + ".err", from: 0));

    /// <summary>Ends it as a power cut would (SIGKILL).</summary>
    public void Kill()
    {
        if (!_hasEnded)
        {
            _hasEnded = true;
            _process.Kill();
        }
    }

    /// <summary>Freezes it (SIGSTOP).</summary>
    public void Freeze() => _process.Signal(UnixSignal.Stop);

    /// <summary>Lets it go on (SIGCONT).</summary>
    public void GoOn() => _process.Signal(UnixSignal.Continue);

    /// <summary>Ends it in good order (SIGTERM) and returns its exit code.</summary>
    public async Task<int> StopAsync(CancellationToken cancellationToken)
    {
        _process.Signal(UnixSignal.Terminate);
        await _process.WaitForExitAsync(cancellationToken).WaitAsync(StopTimeout, cancellationToken);
        var exitCode = _process.ExitCode;
        Kill();
        return exitCode;
    }

    public ValueTask DisposeAsync()
    {
        Kill();
        return ValueTask.CompletedTask;
    }

    private string[] ReadNewLines()
    {
        var text = ReadShared(_files + ".out", _read);
        var end = text.LastIndexOf('\n') + 1;
        _read += end;
        return Lines(text[..end]);
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    // The output is plain ASCII: a character is a byte.
    private static string ReadShared(string file, long from)
    {
        if (!File.Exists(file))
        {
            // Its shell has not come so far.
            return "";
        }

        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        stream.Seek(from, SeekOrigin.Begin);
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
