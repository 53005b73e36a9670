// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Sluice.Testing.Stores;
using Sluice.Testing.Stores.Embedded;

namespace Sluice.Testing.Tests.Stores;

public sealed class EmbeddedStoreTests : StoreContract, IDisposable
{
    private const string OtherProcess = """
        import sqlite3, sys
        path, schema, write, name = sys.argv[1:5]
        db = sqlite3.connect(path, isolation_level=None)
        db.execute("PRAGMA busy_timeout = 20000")
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("BEGIN IMMEDIATE")
        for statement in schema.split("--next"):
            db.execute(statement)
        db.execute("COMMIT")
        print("ready", flush=True)
        for n in range(200):
            db.execute(write, {"id": "p%d" % n, "document": '{"n": %d}' % n})
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("sluice-store-").FullName;

    private string FilePath => Path.Combine(_folder, "store.db");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private protected override IDocumentStore Open() => StoreFactory.Open(StoreKind.Collection, $"sqlite:{FilePath}");

    [Fact]
    public async Task Writes_ShouldAllBeKeptAndNumbered_WhenAnotherProcessWritesAtOnce()
    {
        await using var store = Open();
        var bookmark = await store.BookmarkAsync(Target, Patience, Stop);
        using var other = StartPython(OtherProcess, FilePath, Statements(EmbeddedSchema.Collection(Target)), EmbeddedSchema.Write(Target), Target);
        var errors = other.StandardError.ReadToEndAsync(Stop);
        var line = await other.StandardOutput.ReadLineAsync(Stop);
        line.ShouldBe("ready", line is null ? await errors : null);
        for (var n = 0; n < 200; n++)
        {
            await store.WriteAsync(Target, $"c{n}", Json($$"""{ "n": {{n}} }"""), Patience, Stop);
        }

        await other.WaitForExitAsync(Stop);
        (await errors).ShouldBeEmpty();
        var found = await store.FindAsync(Target, new StoreQuery(), bookmark, 1000, Patience, Stop);
        found.Count.ShouldBe(400);
        found.Select(document => document.Version).Distinct().Count().ShouldBe(400);
        var after = await store.BookmarkAsync(Target, Patience, Stop);
        (await store.FindAsync(Target, new StoreQuery(), after, 1000, Patience, Stop)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Deletion_ShouldBeLogged_WhenADocumentIsDeleted()
    {
        await using var store = Open();
        await store.WriteAsync(Target, "gone", Json("{}"), Patience, Stop);
        await store.WriteAsync(Target, "gone", null, Patience, Stop);
        await using var connection = new SqliteConnection($"Data Source={FilePath};Pooling=False");
        await connection.OpenAsync(Stop);
        var command = connection.CreateCommand();
        command.CommandText = "SELECT collection || ':' || id || ':' || version FROM sluice_deletions";
        (await command.ExecuteScalarAsync(Stop)).ShouldBe($"{Target}:gone:2");
    }

    [Fact]
    public async Task Write_ShouldFailTransiently_WhenAnotherHoldsTheLock()
    {
        await using var store = Open();
        await store.CheckAsync(Patience, Stop);
        await using var connection = new SqliteConnection($"Data Source={FilePath};Pooling=False");
        await connection.OpenAsync(Stop);
        var begin = connection.CreateCommand();
        begin.CommandText = "BEGIN IMMEDIATE";
        await begin.ExecuteNonQueryAsync(Stop);
        var clock = Stopwatch.StartNew();

        var error = await Should.ThrowAsync<StoreException>(() => store.WriteAsync(Target, "x", Json("{}"), TimeSpan.FromMilliseconds(300), Stop));

        error.IsTransient.ShouldBeTrue();
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(5));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\"b")]
    [InlineData("a'; DROP TABLE x")]
    [InlineData("sqlite_master")]
    [InlineData("Sluice_version")]
    public async Task Name_ShouldBeRefused_WhenItIsNotPlain(string name)
    {
        await using var store = Open();
        var error = await Should.ThrowAsync<StoreException>(() => store.WriteAsync(name, "x", Json("{}"), Patience, Stop));
        error.IsTransient.ShouldBeFalse();
        error.Message.ShouldContain("cannot name a collection");
    }

    [Fact]
    public async Task Error_ShouldNameTheFile_WhenItsFolderIsMissingOrItIsNoDatabase()
    {
        await using var missing = StoreFactory.Open(StoreKind.Collection, $"sqlite:{_folder}/none/store.db");
        (await Should.ThrowAsync<StoreException>(() => missing.CheckAsync(Patience, Stop))).Message.ShouldContain("folder exists");
        await File.WriteAllTextAsync(FilePath, new string('x', 4096), Stop);
        await using var other = Open();
        (await Should.ThrowAsync<StoreException>(() => other.CheckAsync(Patience, Stop))).Message.ShouldContain("another kind");
    }

    // Python runs one statement a call: a trigger's end is the only place where a line with a semicolon does not end one.
    private static string Statements(string sql) => sql.Replace(";\nCREATE", ";--next\nCREATE", StringComparison.Ordinal);

    private static Process StartPython(params string[] arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo("python3", ["-c", .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("python3 is not on PATH: it is the second process of this test.");
            throw;
        }
    }
}
