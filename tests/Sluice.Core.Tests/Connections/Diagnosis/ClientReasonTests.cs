// SPDX-License-Identifier: Apache-2.0

using Sluice.Core.Connections.Diagnosis;

namespace Sluice.Core.Tests.Connections.Diagnosis;

public sealed class ClientReasonTests
{
    // As real brokers made the client say it; of TLS versions, PLAIN not offered, times and routes in the same form.
    [Theory]
    [InlineData(
        "ssl://b:9093/bootstrap: SSL handshake failed: error:0A000086:SSL routines::certificate verify failed: broker certificate could not be verified, "
        + "verify that ssl.ca.location is correctly configured (install ca-certificates package) (after 106ms in state SSL_HANDSHAKE)",
        "the certificate of b:9093 is not trusted, or is not for this name")]
    [InlineData(
        "ssl://b:9093/1: Receive failed: error:0A000412:SSL routines::ssl/tls alert bad certificate: SSL alert number 42 (after 1ms in state APIVERSION_QUERY)",
        "b:9093 refused our certificate, or wants one and got none (alert \"bad certificate\"): give the key store")]
    [InlineData(
        "ssl://b:9093/1: SSL handshake failed: error:0A00042E:SSL routines::tlsv1 alert protocol version: SSL alert number 70 (after 1ms in state SSL_HANDSHAKE)",
        "b:9093 takes no version of TLS that we have")]
    [InlineData(
        "ssl://b:9092/bootstrap: SSL handshake failed: Disconnected: SSL connection closed by peer: connecting to a PLAINTEXT broker listener? "
        + "(after 5ms in state SSL_HANDSHAKE)",
        "b:9092 hung up on TLS: it may speak plain text")]
    [InlineData(
        "b:9093/bootstrap: Disconnected: connection closed by peer: receive 0 after POLLIN (after 4ms in state APIVERSION_QUERY, 2 identical error(s) suppressed)",
        "b:9093 hung up on plain text: it may speak TLS")]
    [InlineData(
        "sasl_ssl://b:9093/bootstrap: SASL authentication error: Authentication failed: Invalid username or password (after 312ms in state AUTH_REQ)",
        "b:9093 refused the login (Authentication failed: Invalid username or password): check user")]
    [InlineData(
        "sasl_ssl://b:9093/bootstrap: SASL PLAIN mechanism handshake failed: Broker: Unsupported SASL mechanism: broker's supported mechanisms: "
        + "SCRAM-SHA-512,SCRAM-SHA-256 (after 0ms in state AUTH_HANDSHAKE)",
        "b:9093 has no SASL mechanism PLAIN: use one of SCRAM-SHA-512,SCRAM-SHA-256")]
    [InlineData(
        "sasl_plaintext://b:9092/bootstrap: SASL PLAIN mechanism handshake failed: Broker: Request not valid in current SASL state: "
        + "broker's supported mechanisms:  (after 0ms in state AUTH_HANDSHAKE)",
        "b:9092 takes no login by SASL: leave the user out")]
    [InlineData("Failed to acquire SASL OAUTHBEARER token: Could not connect to server", "there is no token to log in with (")]
    [InlineData("b:9092/bootstrap: Failed to resolve 'b:9092': Name or service not known (after 0ms in state CONNECT)", "the name of b:9092 does not resolve")]
    [InlineData("b:1/bootstrap: Connect to ipv4#127.0.0.1:1 failed: Connection refused (after 0ms in state CONNECT)", "b:1 refused the connection")]
    [InlineData("b:1/bootstrap: Connection setup timed out in state CONNECT (after 30029ms in state CONNECT)", "b:1 did not answer")]
    [InlineData("[::1]:9092/bootstrap: Connect to ipv6#[::1]:9092 failed: Network is unreachable (after 0ms in state CONNECT)", "[::1]:9092 cannot be reached")]
    public void Explain_ShouldSayWhatIsWrongAndWhatToDo(string clientsWords, string beginning) => ClientReason.Explain(clientsWords).ShouldStartWith(beginning);

    [Theory]
    [InlineData("something new")]
    [InlineData("b:9092/3: Something new (after 5ms in state UP)")]
    [InlineData("")]
    public void Explain_ShouldLeaveOtherWordsAsTheyAre(string words) => ClientReason.Explain(words).ShouldBe(words);
}
