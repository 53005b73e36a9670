// SPDX-License-Identifier: Apache-2.0

namespace OrdersPipeline.Outputs;

/// <summary>The embedded store's statements, as its documentation gives them to services of any language.</summary>
internal static class EmbeddedTables
{
    public const string Store = """
        CREATE TABLE IF NOT EXISTS sluice_version (one INTEGER PRIMARY KEY CHECK (one = 1), version INTEGER NOT NULL);
        INSERT OR IGNORE INTO sluice_version VALUES (1, 0);
        CREATE TABLE IF NOT EXISTS sluice_deletions (version INTEGER PRIMARY KEY, collection TEXT NOT NULL, id TEXT NOT NULL);
        """;

    public static string Collection(string name) => $"""
        CREATE TABLE IF NOT EXISTS "{name}" (id TEXT PRIMARY KEY NOT NULL, document TEXT NOT NULL, version INTEGER NOT NULL DEFAULT 0);
        CREATE INDEX IF NOT EXISTS "{name}_by_version" ON "{name}" (version);
        CREATE TRIGGER IF NOT EXISTS "{name}_inserted" AFTER INSERT ON "{name}" BEGIN
          UPDATE sluice_version SET version = version + 1;
          UPDATE "{name}" SET version = (SELECT version FROM sluice_version) WHERE id = NEW.id;
        END;
        CREATE TRIGGER IF NOT EXISTS "{name}_updated" AFTER UPDATE OF id, document ON "{name}" BEGIN
          UPDATE sluice_version SET version = version + 1;
          UPDATE "{name}" SET version = (SELECT version FROM sluice_version) WHERE id = NEW.id;
        END;
        CREATE TRIGGER IF NOT EXISTS "{name}_deleted" AFTER DELETE ON "{name}" BEGIN
          UPDATE sluice_version SET version = version + 1;
          INSERT INTO sluice_deletions SELECT version, '{name}', OLD.id FROM sluice_version;
        END;
        """;

    public static string Write(string name) =>
        $"INSERT INTO \"{name}\" (id, document) VALUES ($id, $document) ON CONFLICT (id) DO UPDATE SET document = excluded.document";

    public static string Delete(string name) => $"DELETE FROM \"{name}\" WHERE id = $id";
}
