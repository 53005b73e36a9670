// SPDX-License-Identifier: Apache-2.0

using Confluent.Kafka;
using Sluice.Core.Errors;

namespace Sluice.Core.Embedded;

internal static class MockErrors
{
    /// <summary>Throws the failure that <paramref name="code"/> stands for, unless it is none.</summary>
    public static void Check(ErrorCode code, string what)
    {
        if (code != ErrorCode.NoError)
        {
            throw new KafkaFailureException(KafkaErrors.ToFailure(code, null, what));
        }
    }
}
