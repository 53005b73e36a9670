// SPDX-License-Identifier: Apache-2.0

using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;

namespace OrdersPipeline.Outputs;

/// <summary>The test kit's document store, one SQLite file, where there is no server; a target is a table of it.</summary>
internal sealed class EmbeddedOutput(string file) : StoreOutput
{
    private const int Busy = 5;
    private const int Locked = 6;
    private readonly string _connection = new SqliteConnectionStringBuilder { DataSource = file, DefaultTimeout = 1 }.ToString();
    private readonly HashSet<string> _tables = [];

    public override void Dispose()
    {
        using var connection = new SqliteConnection(_connection);
        SqliteConnection.ClearPool(connection);
    }

    protected override Task PutAsync(string target, string id, JsonObject document, CancellationToken cancellationToken) =>
        RunAsync(target, EmbeddedTables.Write(target), id, document.ToJsonString(), cancellationToken);

    protected override Task DeleteAsync(string target, string id, CancellationToken cancellationToken) =>
        RunAsync(target, EmbeddedTables.Delete(target), id, "", cancellationToken);

    // SQLite blocks: on a thread of the pool.
    private Task RunAsync(string table, string sql, string id, string document, CancellationToken cancellationToken) =>
        Task.Run(() => Run(table, sql, id, document), cancellationToken);

    private void Run(string table, string sql, string id, string document)
    {
        try
        {
            using var connection = new SqliteConnection(_connection);
            connection.Open();
            Execute(connection, "PRAGMA busy_timeout = 1000; PRAGMA journal_mode = WAL");
            if (_tables.Add(table))
            {
                Execute(connection, $"BEGIN IMMEDIATE; {EmbeddedTables.Store} {EmbeddedTables.Collection(table)} COMMIT;");
            }

            Execute(connection, sql, ("$id", id), ("$document", document));
        }
        catch (SqliteException trouble) when (trouble.SqliteErrorCode is Busy or Locked)
        {
            _tables.Remove(table);
            throw new OutputUnavailableException("the embedded store is locked", trouble);
        }
    }

    private static void Execute(SqliteConnection connection, string sql, params ReadOnlySpan<(string Name, string Value)> parameters)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Tables are named by constants.
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value);
        }

        command.ExecuteNonQuery();
    }
}
