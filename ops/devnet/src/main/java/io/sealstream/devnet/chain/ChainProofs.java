package io.sealstream.devnet.chain;

import io.sealstream.filecoin.NetworkPolicy;
import io.sealstream.filecoin.SectorSize;
import io.sealstream.proofs.ProofEngine;
import io.sealstream.proofs.engine.EngineKind;
import io.sealstream.proofs.engine.EngineSettings;
import io.sealstream.proofs.engine.ProofEngines;
import io.sealstream.proofs.params.ParameterList;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a dev chain takes for a proof. The name of its network says it: a genesis of another network is refused, so that nothing that
 * trusts the dev network ever meets a chain with weaker proofs.
 *
 * @param network       the only network that such a chain can be
 * @param verifyingKeys digest of each verifying key that a usual genesis names, by file name
 * @param verifier      makes the engine that verifies
 */
public record ChainProofs(NetworkPolicy network, Map<String, String> verifyingKeys, Verifier verifier) {
    /** Real proofs with the dev network's own parameters. */
    static final ChainProofs REAL = new ChainProofs(NetworkPolicy.DEVNET, keys(SectorSize.KIB_2),
            (cache, folder) -> ProofEngines.process(EngineKind.SEAL, new EngineSettings(cache, folder, 1)));

    public ChainProofs {
        verifyingKeys = Map.copyOf(verifyingKeys);
    }

    /** Makes an engine. */
    @FunctionalInterface
    public interface Verifier {
        /**
         * Makes it; a process may start with the first call only.
         *
         * @param cache  folder of the verifying keys
         * @param folder working directory of an engine that is a process
         */
        ProofEngine open(Path cache, Path folder);
    }

    /** The same with a usual genesis that takes sectors of this size alone and names their verifying keys. */
    ChainProofs forSectors(SectorSize size) {
        return new ChainProofs(network.withSectorSizes(Set.of(size)), verifyingKeys.isEmpty() ? Map.of() : keys(size), verifier);
    }

    private static Map<String, String> keys(SectorSize size) {
        Map<String, String> keys = new TreeMap<>();
        ParameterList.devnet(Set.of(size.bytes())).verifyingKeys().files()
                .forEach((file, entry) -> keys.put(file, entry.digest()));
        return keys;
    }
}
