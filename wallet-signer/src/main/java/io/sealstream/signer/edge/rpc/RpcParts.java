package io.sealstream.signer.edge.rpc;

import io.sealstream.rpc.Jwt;
import io.sealstream.schemas.runtime.HealthState;
import io.sealstream.signer.keys.KeyRing;
import io.sealstream.signer.signing.SigningDesk;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/**
 * What the API stands on.
 *
 * @param version of this program
 * @param tokens  issues and checks the tokens of this wallet
 * @param health  what the parts of the process say now; must not block
 */
public record RpcParts(String version, KeyRing keys, SigningDesk desk, Jwt tokens, GatewayControl gateways, LogControl logs,
        SignedRecords records, Supplier<List<HealthState>> health, RpcMetrics metrics, InstantSource clock) {}
