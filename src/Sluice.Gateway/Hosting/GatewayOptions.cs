// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Gateway.Hosting;

/// <summary>Settings of the server, section <c>Gateway</c>.</summary>
internal sealed class GatewayOptions
{
    /// <summary>Configuration section these options are bound from.</summary>
    public const string SectionName = "Gateway";

    /// <summary>
    /// Where the server listens: one address or several with semicolons between, each with <c>http</c> or <c>https</c>, an IP address,
    /// <c>localhost</c> or <c>*</c> (all addresses) and a port; port 0 takes a free one. <c>https</c> needs a certificate (section <c>Tls</c>).
    /// What others than this machine can reach needs TLS and callers who say who they are.
    /// </summary>
    /// <value>
    /// Default <c>http://127.0.0.1:9400</c>, with a certificate <c>https://127.0.0.1:9400</c>. For example
    /// <c>https://0.0.0.0:443;https://0.0.0.0:9400</c>. The framework's own setting <c>urls</c> serves too.
    /// </value>
    public string? Url { get; set; }

    /// <summary>Listen with <c>http</c> where others can reach it: everything, tokens too, is then readable on its way.</summary>
    /// <value>Default false. A warning at each start says so.</value>
    public bool InsecureNoTls { get; set; }

    /// <summary>Listen where others can reach it without asking for tokens or certificates: whoever reaches it may do everything.</summary>
    /// <value>Default false. A warning at each start says so.</value>
    public bool InsecureNoAuth { get; set; }

    /// <summary>The largest request body, decompressed, in bytes.</summary>
    /// <value>Default 8 MiB; 1 KiB–1 GiB.</value>
    public long MaxRequestBytes { get; set; } = 8 * 1024 * 1024;

    /// <summary>Time after which every operation has its answer, counted from the moment its body has arrived.</summary>
    /// <value>Default 9 s; 1 s–10 min.</value>
    public TimeSpan Deadline { get; set; } = TimeSpan.FromSeconds(9);

    /// <summary>The longest <c>timeout</c> of a read.</summary>
    /// <value>Default 30 s; 0–10 min.</value>
    public TimeSpan MaxWait { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Time after which a stop ends, whatever is still under way, counted from the signal. Keep it below the time after which the
    /// process is killed: 30 s in Kubernetes, 90 s in systemd.</summary>
    /// <value>Default 25 s; 1 s–10 min.</value>
    public TimeSpan ShutdownTimeout { get; set; } = TimeSpan.FromSeconds(25);

    /// <summary>How long a server that stops still serves, while <c>/health/ready</c> says no already: the time a balancer needs to
    /// find that out. A part of <see cref="ShutdownTimeout"/>.</summary>
    /// <value>Default 0: nobody is told of the stop before requests are refused. Less than <c>Gateway:ShutdownTimeout</c>; behind a balancer
    /// that asks every 2 s, for example <c>00:00:05</c>.</value>
    public TimeSpan ShutdownDelay { get; set; } = TimeSpan.Zero;

    /// <summary>Answer reads with a bare array of records instead of an object with <c>records</c>.</summary>
    /// <value>Default false.</value>
    public bool BareRecordArray { get; set; }
}
