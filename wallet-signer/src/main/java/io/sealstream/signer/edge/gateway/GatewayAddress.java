package io.sealstream.signer.edge.gateway;

import io.sealstream.filecoin.Endpoint;
import io.sealstream.rpc.RpcClientOptions;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * A gateway to register at.
 *
 * @param address multiaddr or URL, as operators wrote it, without a token
 * @param url     of its RPC
 * @param token   that names our account there
 */
public record GatewayAddress(String address, URI url, Optional<String> token) {
    private static final String VERSION = "v1";
    /** A gateway answers some calls only after it has asked us, and may ask for five minutes. */
    private static final Duration CALL_TIMEOUT = Duration.ofMinutes(6);

    /**
     * Reads {@code /ip4/10.0.0.1/tcp/45132}, {@code wss://gateway.example:443} or either behind {@code token:}.
     *
     * @param token for gateways that name none themselves; may be empty
     * @throws io.sealstream.filecoin.CodecException naming what is wrong with the address
     */
    public static GatewayAddress parse(String text, String token) {
        Endpoint endpoint = Endpoint.parse(text, Endpoint.Family.VENUS);
        Optional<String> own = endpoint.bearerToken().or(() -> Optional.of(token)).filter(given -> !given.isBlank());
        return new GatewayAddress(endpoint.address(), URI.create(endpoint.url(VERSION)), own);
    }

    /** Host and port: the name of the caller in policy and record. */
    String name() {
        return url.getAuthority();
    }

    RpcClientOptions options() {
        return RpcClientOptions.of(url, token).withCallTimeout(CALL_TIMEOUT);
    }

    /** Without the token. */
    @Override
    public String toString() {
        return address;
    }
}
