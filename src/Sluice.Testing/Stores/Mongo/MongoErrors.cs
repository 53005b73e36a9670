// SPDX-License-Identifier: Apache-2.0

using MongoDB.Driver;

namespace Sluice.Testing.Stores.Mongo;

/// <summary>What the driver throws, in words that say what to do.</summary>
internal static class MongoErrors
{
    private const int Unauthorized = 13;
    private const int AuthenticationFailed = 18;

    /// <summary>Null if it is none of the driver's failures. <paramref name="reason"/> is what the driver's monitor knows of the server.</summary>
    public static StoreException? Translate(Exception failure, string store, Func<string, string> mask, string? reason) => failure switch
    {
        MongoAuthenticationException => Refused(store, failure),
        TimeoutException when failure.Message.Contains("MongoAuthenticationException", StringComparison.Ordinal) => Refused(store, failure),
        MongoCommandException { Code: AuthenticationFailed } => Refused(store, failure),
        MongoCommandException { Code: Unauthorized } command => new StoreException(
            $"{store} does not allow that: {mask(command.ErrorMessage)}. Give the user the role readWrite (to send) or read on the database.", false, failure),
        MongoNotPrimaryException or MongoNodeIsRecoveringException or MongoExecutionTimeoutException => Transient(store, mask(failure.Message), failure),
        MongoConnectionException or TimeoutException => Transient(store, mask(reason ?? Innermost(failure)), failure),
        MongoException known => known.HasErrorLabel("RetryableWriteError") || known.HasErrorLabel("TransientTransactionError")
            ? Transient(store, mask(known.Message), known) : new StoreException($"{store}: {mask(known.Message)}", false, known),
        _ => null,
    };

    private static StoreException Refused(string store, Exception failure) => new(
        $"{store} refuses the login: check user, password and authSource of the connection (the database that knows the user).", false, failure);

    private static StoreException Transient(string store, string reason, Exception failure) =>
        new($"{store} does not answer: {reason.TrimEnd('.')}. Check that it runs, and host, port and TLS of the connection.", true, failure);

    private static string Innermost(Exception failure)
    {
        while (failure.InnerException is { } inner)
        {
            failure = inner;
        }

        return failure.Message.Split(". Client view", 2)[0];
    }
}
