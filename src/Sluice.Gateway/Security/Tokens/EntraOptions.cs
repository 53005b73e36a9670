// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Gateway.Security.Tokens;

/// <summary>Tokens of a Microsoft Entra tenant, of version 1 and 2, section <c>Security:Tokens:Entra</c>.</summary>
internal sealed class EntraOptions
{
    /// <summary>The audience of the Kafka REST proxy of Azure HDInsight.</summary>
    public const string DefaultAudience = "https://hib.azurehdinsight.net";

    /// <summary>The sign-in host of Microsoft's public cloud.</summary>
    public const string DefaultInstance = "https://login.microsoftonline.com";

    /// <summary>The tenant whose tokens are taken: its id, a GUID.</summary>
    /// <value>Default none: no tokens of Microsoft Entra are taken.</value>
    public string? TenantId { get; set; }

    /// <summary>
    /// For whom tokens must have been issued (claim <c>aud</c>), with or without a slash at the end; several are separated by semicolons.
    /// In tokens of version 2 it is the client id of the application that stands for this gateway.
    /// </summary>
    /// <value>Default <c>https://hib.azurehdinsight.net</c>.</value>
    public string Audience { get; set; } = DefaultAudience;

    /// <summary>The sign-in host of the cloud.</summary>
    /// <value>Default <c>https://login.microsoftonline.com</c>. US Government: <c>https://login.microsoftonline.us</c>; China:
    /// <c>https://login.partner.microsoftonline.cn</c>.</value>
    public string Instance { get; set; } = DefaultInstance;

    /// <summary>File of PEM certificates of the authorities that the provider's own certificate must come from.</summary>
    /// <value>Default none: those that the system trusts.</value>
    public string? AuthorityFile { get; set; }
}
