// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Testing.Clusters;

/// <summary>What one broker is called and where its files are.</summary>
internal sealed record KafkaNodeFiles(int Id, string Address, string Folder)
{
    public string PropertiesFile => Path.Combine(Folder, "server.properties");

    public string DataFolder => Path.Combine(Folder, "data");
}
