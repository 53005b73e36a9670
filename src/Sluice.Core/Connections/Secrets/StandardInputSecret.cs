// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Core.Connections.Secrets;

internal sealed class StandardInputSecret : SecretSource
{
    public override string ToString() => "stdin";

    private protected override async Task<string> ReadAsync(Stream? standardInput, CancellationToken cancellationToken)
    {
        var input = standardInput ?? Console.OpenStandardInput();
        var line = new MemoryStream();
        var octet = new byte[1];

        // One by one: what follows the line belongs to others, for example a second password.
        while (await input.ReadAsync(octet, cancellationToken).ConfigureAwait(false) > 0)
        {
            line.Write(octet);
            if (octet[0] == '\n')
            {
                break;
            }

            if (line.Length > MaxBytes)
            {
                throw TooLong();
            }
        }

        return line.Length > 0 ? Decode(line.ToArray()) : throw Fault("stdin: there is no line with a password: pipe it in.");
    }
}
