package io.sealstream.proofs.engine;

import io.sealstream.proofs.Circuit;
import io.sealstream.proofs.ProofEngine;
import io.sealstream.proofs.ProofException;
import io.sealstream.proofs.params.DevParameters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** An engine that verifies under the dev network's keys and SRS, without its proving parameters. */
final class DevKeys {
    private DevKeys() {}

    /**
     * Starts it.
     *
     * @param keys resource folder of verifying keys
     * @param home an empty folder
     */
    static ProofEngine engine(String keys, Path home) throws IOException, ProofException {
        Path cache = GoldenProofs.copyKeys(keys, Files.createDirectory(home.resolve("keys")));
        try (ParameterEngine parameters = ParameterEngine.inProcess()) {
            parameters.make(new Circuit.Aggregate(DevParameters.AGGREGATED_PROOFS), cache);
        }
        return ProofEngines.process(EngineKind.SEAL, new EngineSettings(cache, home.resolve("work"), 2));
    }
}
