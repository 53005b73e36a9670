// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;

namespace Sluice.Cli.Arguments;

/// <summary>Where a password is: an option for each kind of place, as a password itself never stands on a command line.</summary>
/// <param name="name">The options' name without its end, for example <c>--password</c>.</param>
/// <param name="what">What the password is of, for the help.</param>
internal sealed class SecretOption(string name, string what)
{
    private readonly Option<string?> _variable = new($"{name}-env") { Description = $"The environment variable with the password of {what}.", HelpName = "name" };
    private readonly Option<string?> _file = new($"{name}-file") { Description = $"The file with the password of {what}.", HelpName = "file" };
    private readonly Option<bool> _standardInput = new($"{name}-stdin") { Description = $"Read the password of {what} from standard input, one line." };
    private readonly Option<string?> _address = new($"{name}-url")
    {
        Description = $"The https address with the password of {what}; asked with the bearer token in SLUICE_SECRET_TOKEN, if that is set.",
        HelpName = "https://...",
    };

    public void AddTo(Command command)
    {
        Option[] options = [_variable, _file, _standardInput, _address];
        foreach (var option in options)
        {
            command.Add(option);
        }

        command.Validators.Add(result =>
        {
            if (options.Count(option => result.GetResult(option) is { Implicit: false }) > 1)
            {
                result.AddError($"Only one of {string.Join(", ", options.Select(option => option.Name))} can be given");
            }
        });
    }

    /// <summary>The place in the form that settings have it; null if none is given.</summary>
    public string? Source(ParseResult parsed) =>
        parsed.GetValue(_variable) is { } variable ? $"env:{variable}"
        : parsed.GetValue(_file) is { } file ? $"file:{file}"
        : parsed.GetValue(_standardInput) ? "stdin"
        : parsed.GetValue(_address);
}
