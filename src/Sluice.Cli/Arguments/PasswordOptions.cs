// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;
using Sluice.Cli.Output;
using Sluice.Core.Connections.Secrets;

namespace Sluice.Cli.Arguments;

/// <summary>
/// The four options by which a command is given a password; there is none that takes the password itself, as others can see command lines.
/// </summary>
/// <param name="prefix">What stands before <c>password</c> in their names, for example <c>key-</c>.</param>
/// <param name="whose">What it is the password of, as a part of a sentence.</param>
internal sealed class PasswordOptions(string prefix, string whose)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    private readonly Option<string?> _environment = new($"--{prefix}password-env")
    {
        Description = $"The environment variable with the password of {whose}.",
        HelpName = "name",
    };

    private readonly Option<string?> _file = new($"--{prefix}password-file")
    {
        Description = $"The file with the password of {whose}.",
        HelpName = "file",
    };

    private readonly Option<bool> _standardInput = new($"--{prefix}password-stdin")
    {
        Description = $"Read the password of {whose} as a line of the standard input.",
    };

    private readonly Option<string?> _address = new($"--{prefix}password-url")
    {
        Description = $"The https address that answers with the password of {whose}; "
            + "the environment variable SLUICE_SECRET_TOKEN may hold a bearer token for it.",
        HelpName = "url",
    };

    /// <summary>How the four are called in messages.</summary>
    public string Names => $"--{prefix}password-env, -file, -stdin or -url";

    public void AddTo(Command command)
    {
        var earlier = new List<Option>();
        foreach (var option in (Option[])[_environment, _file, _standardInput, _address])
        {
            Option[] others = [.. earlier];
            option.Validators.Add(result =>
            {
                if (!result.Implicit && Array.Exists(others, other => result.GetResult(other) is { Implicit: false }))
                {
                    result.AddError($"{Names}: give one of them");
                }
            });
            command.Add(option);
            earlier.Add(option);
        }
    }

    /// <summary>The password, or null if no option is given.</summary>
    public async Task<string?> ReadAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellationToken) =>
        FindSource(parsed) is { } source ? await SecretSource.Parse(source).ReadAsync(Timeout, cancellationToken, terminal.Input) : null;

    /// <summary>Where the password is, as settings and <see cref="SecretSource.Parse"/> have it; null if no option is given.</summary>
    public string? FindSource(ParseResult parsed) =>
        (parsed.GetValue(_environment), parsed.GetValue(_file), parsed.GetValue(_address)) switch
        {
            ({ } name, _, _) => "env:" + name,
            (_, { } file, _) => "file:" + file,
            (_, _, { } address) when address.StartsWith("https://", StringComparison.OrdinalIgnoreCase) => address,
            (_, _, not null) => throw new CommandException(ExitCodes.Usage, $"{_address.Name} takes an address that begins with https://"),
            _ => parsed.GetValue(_standardInput) ? "stdin" : null,
        };
}
