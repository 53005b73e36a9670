// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Testing.Stores.Embedded;

/// <summary>
/// The tables, in SQL that any language's SQLite can run. A service creates its collection with <see cref="Collection"/>, then writes with
/// <see cref="Write"/> and <see cref="Delete"/>; triggers give each write the next version of the store and log deletions.
/// Each connection first sets <c>PRAGMA busy_timeout = 5000</c>, and the first one <c>PRAGMA journal_mode = WAL</c>.
/// </summary>
internal static class EmbeddedSchema
{
    /// <summary>What every store holds besides its collections.</summary>
    public const string Store = """
        CREATE TABLE IF NOT EXISTS sluice_version (one INTEGER PRIMARY KEY CHECK (one = 1), version INTEGER NOT NULL);
        INSERT OR IGNORE INTO sluice_version VALUES (1, 0);
        CREATE TABLE IF NOT EXISTS sluice_deletions (version INTEGER PRIMARY KEY, collection TEXT NOT NULL, id TEXT NOT NULL);
        """;

    /// <summary>A collection; {0} is its name.</summary>
    private const string CollectionForm = """
        CREATE TABLE IF NOT EXISTS "{0}" (id TEXT PRIMARY KEY NOT NULL, document TEXT NOT NULL, version INTEGER NOT NULL DEFAULT 0);
        CREATE INDEX IF NOT EXISTS "{0}_by_version" ON "{0}" (version);
        CREATE TRIGGER IF NOT EXISTS "{0}_inserted" AFTER INSERT ON "{0}" BEGIN
          UPDATE sluice_version SET version = version + 1;
          UPDATE "{0}" SET version = (SELECT version FROM sluice_version) WHERE id = NEW.id;
        END;
        CREATE TRIGGER IF NOT EXISTS "{0}_updated" AFTER UPDATE OF id, document ON "{0}" BEGIN
          UPDATE sluice_version SET version = version + 1;
          UPDATE "{0}" SET version = (SELECT version FROM sluice_version) WHERE id = NEW.id;
        END;
        CREATE TRIGGER IF NOT EXISTS "{0}_deleted" AFTER DELETE ON "{0}" BEGIN
          UPDATE sluice_version SET version = version + 1;
          INSERT INTO sluice_deletions SELECT version, '{0}', OLD.id FROM sluice_version;
        END;
        """;

    public static string Collection(string name) => CollectionForm.Replace("{0}", name, StringComparison.Ordinal);

    public static string Write(string name) =>
        $"INSERT INTO \"{name}\" (id, document) VALUES ($id, $document) ON CONFLICT (id) DO UPDATE SET document = excluded.document";

    public static string Delete(string name) => $"DELETE FROM \"{name}\" WHERE id = $id";

    public static string Find(string name) =>
        $"SELECT id, document, version FROM \"{name}\" WHERE version > $since AND ($id IS NULL OR id = $id) ORDER BY version";

    /// <summary>Throws unless the name is safe within quotes and none of ours.</summary>
    public static string CheckName(string name)
    {
        var isPlain = name.Length is > 0 and <= 128 && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-' or '.');
        var isReserved = name.StartsWith("sqlite_", StringComparison.OrdinalIgnoreCase)
            || name.StartsWith("sluice_", StringComparison.OrdinalIgnoreCase);
        return isPlain && !isReserved ? name : throw new StoreException(
            $"\"{name}\" cannot name a collection of the embedded store: use 1 to 128 letters, digits, '_', '-' or '.', "
            + "and neither \"sqlite_\" nor \"sluice_\" at its beginning.");
    }
}
