// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;

namespace Sluice.Testing.Stores.Embedded;

/// <summary>One SQLite file that several processes read and write: a document store without a server. Its tables: <see cref="EmbeddedSchema"/>.</summary>
internal sealed class EmbeddedStore : IDocumentStore
{
    private const int Busy = 5;
    private const int Locked = 6;
    private const int CannotOpen = 14;
    private const int NotADatabase = 26;
    private static readonly TimeSpan LockTimeout = TimeSpan.FromSeconds(10);
    private readonly string _path;
    private readonly string _connection;
    private readonly TimeProvider _time;

    public EmbeddedStore(string connectionText, TimeProvider time)
    {
        _path = connectionText["sqlite:".Length..];
        if (_path.Length == 0 || _path.StartsWith(':'))
        {
            throw new StoreException("The embedded store is a file, which several processes can open: write sqlite:PATH.");
        }

        _connection = new SqliteConnectionStringBuilder { DataSource = _path, Mode = SqliteOpenMode.ReadWriteCreate }.ToString();
        _time = time;
    }

    public string Description => $"sqlite:{_path}";

    public IReadOnlyCollection<string> Notes => [];

    public Task CheckAsync(TimeSpan timeout, CancellationToken cancellationToken) => RunAsync(timeout, _ => true, cancellationToken);

    public Task<StoreBookmark> BookmarkAsync(string target, TimeSpan timeout, CancellationToken cancellationToken)
    {
        EmbeddedSchema.CheckName(target);
        return RunAsync(timeout, ReadVersion, cancellationToken);
    }

    public Task<IReadOnlyList<StoredDocument>> FindAsync(
        string target, StoreQuery query, StoreBookmark? since, int limit, TimeSpan timeout, CancellationToken cancellationToken)
    {
        EmbeddedSchema.CheckName(target);
        return RunAsync<IReadOnlyList<StoredDocument>>(timeout, connection => Find(connection, target, query, since, limit), cancellationToken);
    }

    public Task WriteAsync(string target, string id, JsonNode? document, TimeSpan timeout, CancellationToken cancellationToken)
    {
        EmbeddedSchema.CheckName(target);
        return RunAsync(timeout, connection => Write(connection, target, id, document), cancellationToken);
    }

    /// <summary>Keeps every other process from writing until what is returned is disposed.</summary>
    public Task<IDisposable> LockAsync(CancellationToken cancellationToken) =>
        RunAsync<IDisposable>(LockTimeout, _ => new WriteLock(_connection), cancellationToken);

    public ValueTask DisposeAsync()
    {
        using var connection = new SqliteConnection(_connection);
        SqliteConnection.ClearPool(connection);
        return ValueTask.CompletedTask;
    }

    private static StoreBookmark ReadVersion(SqliteConnection connection)
    {
        using var command = Command(connection, "SELECT version FROM sluice_version");
        return new EmbeddedBookmark((long)command.ExecuteScalar()!);
    }

    private static List<StoredDocument> Find(SqliteConnection connection, string target, StoreQuery query, StoreBookmark? since, int limit)
    {
        if (!Exists(connection, target))
        {
            return [];
        }

        var found = new List<StoredDocument>();
        var ownId = query.IdPath.IsOwn ? query.Id : null;
        using var command = Command(
            connection, EmbeddedSchema.Find(target), ("$since", (since as EmbeddedBookmark)?.Version ?? -1), ("$id", (object?)ownId ?? DBNull.Value));
        using var rows = command.ExecuteReader();
        while (found.Count < limit && rows.Read())
        {
            var document = new StoredDocument(rows.GetString(0), Parse(target, rows.GetString(0), rows.GetString(1)), rows.GetString(2));
            if (query.IdPath.MayMatch(document, query.Id))
            {
                found.Add(document);
            }
        }

        return found;
    }

    private static JsonNode Parse(string target, string id, string text)
    {
        try
        {
            return JsonNode.Parse(text) ?? throw new StoreException($"Document \"{id}\" of {target} is null: write a JSON object.");
        }
        catch (JsonException wrong)
        {
            throw new StoreException($"Document \"{id}\" of {target} is not JSON: {wrong.Message}", innerException: wrong);
        }
    }

    private static bool Write(SqliteConnection connection, string target, string id, JsonNode? document)
    {
        if (document is null)
        {
            if (Exists(connection, target))
            {
                using var delete = Command(connection, EmbeddedSchema.Delete(target), ("$id", id));
                delete.ExecuteNonQuery();
            }

            return true;
        }

        if (!Exists(connection, target))
        {
            Define(connection, EmbeddedSchema.Collection(target));
        }

        using var write = Command(connection, EmbeddedSchema.Write(target), ("$id", id), ("$document", document.ToJsonString()));
        write.ExecuteNonQuery();
        return true;
    }

    private static bool Exists(SqliteConnection connection, string table)
    {
        using var command = Command(
            connection, "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = $name COLLATE NOCASE", ("$name", table));
        return (long)command.ExecuteScalar()! > 0;
    }

    // In one transaction that writes from its start: another process sees the table with its triggers or not at all.
    private static void Define(SqliteConnection connection, string sql)
    {
        using var transaction = connection.BeginTransaction(deferred: false);
        using var command = Command(connection, sql);
        command.Transaction = transaction;
        command.ExecuteNonQuery();
        transaction.Commit();
    }

    private static SqliteCommand Command(SqliteConnection connection, string sql, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // The only part of it that is not ours is a checked name.
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value);
        }

        return command;
    }

    // SQLite blocks, so it runs on the pool; the command timeout bounds it there too.
    private Task<T> RunAsync<T>(TimeSpan timeout, Func<SqliteConnection, T> work, CancellationToken cancellationToken) =>
        StoreCall.RunAsync(Description, _time, timeout, token => Task.Run(() => Run(timeout, work), token), Translate, cancellationToken);

    private T Run<T>(TimeSpan timeout, Func<SqliteConnection, T> work)
    {
        using var connection = new SqliteConnection(_connection) { DefaultTimeout = Math.Max(1, (int)Math.Ceiling(timeout.TotalSeconds)) };
        connection.Open();
        using (var pragma = Command(connection, $"PRAGMA busy_timeout = {Math.Max(1, (int)timeout.TotalMilliseconds)}; PRAGMA journal_mode = WAL"))
        {
            pragma.ExecuteNonQuery();
        }

        if (!Exists(connection, "sluice_deletions"))
        {
            Define(connection, EmbeddedSchema.Store);
        }

        return work(connection);
    }

    private StoreException? Translate(Exception failure) => failure is not SqliteException sqlite ? null : sqlite.SqliteErrorCode switch
    {
        Busy or Locked => new StoreException($"{Description} is locked by another process: end its long transaction.", isTransient: true, sqlite),
        CannotOpen => new StoreException($"{Description} cannot be opened: check that the folder exists and may be written.", innerException: sqlite),
        NotADatabase => new StoreException($"{Description} is a file of another kind, not SQLite's: choose another path.", innerException: sqlite),
        _ => new StoreException($"{Description}: {sqlite.Message}", innerException: sqlite),
    };

    private sealed class WriteLock : IDisposable
    {
        private readonly SqliteConnection _connection;
        private readonly SqliteTransaction _transaction;

        public WriteLock(string connection)
        {
            _connection = new SqliteConnection(connection) { DefaultTimeout = (int)LockTimeout.TotalSeconds };
            _connection.Open();
            _transaction = _connection.BeginTransaction(deferred: false);
        }

        public void Dispose()
        {
            _transaction.Dispose();
            _connection.Dispose();
        }
    }
}
