// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Testing.Clusters;

/// <summary>What one broker is called and where its files are.</summary>
/// <param name="Id">Its id, from 1.</param>
/// <param name="Address">Where clients connect to.</param>
/// <param name="PlainAddress">Where brokers and tests connect to: the same, unless clients have to log in.</param>
/// <param name="Folder">Where its files are.</param>
internal sealed record KafkaNodeFiles(int Id, string Address, string PlainAddress, string Folder)
{
    public string PropertiesFile => Path.Combine(Folder, "server.properties");

    public string DataFolder => Path.Combine(Folder, "data");
}
