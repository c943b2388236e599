package io.sealstream.signer.edge.gateway;

import io.sealstream.schemas.runtime.Backoff;
import io.sealstream.schemas.runtime.HealthState;
import io.sealstream.signer.keys.KeyRing;
import io.sealstream.signer.signing.SigningDesk;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;

/**
 * What the connections to gateways stand on.
 *
 * @param accounts served at every gateway
 * @param retry    pauses between registrations that fail
 */
public record GatewayParts(KeyRing keys, SigningDesk desk, SupportedAccounts accounts, Consumer<HealthState> health,
        GatewayMetrics metrics, InstantSource clock, Backoff retry) {
    /** The first retry is venus-wallet's only one. */
    public static final Backoff RETRY = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1));
}
