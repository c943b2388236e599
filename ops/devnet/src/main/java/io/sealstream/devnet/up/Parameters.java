package io.sealstream.devnet.up;

import io.sealstream.proofs.ProofException;
import io.sealstream.proofs.engine.EngineSettings;
import io.sealstream.proofs.params.DevParameters;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Set;
import java.util.function.Consumer;

/** Proof parameters of the dev network: made once for a user, checked at each start. */
final class Parameters {
    private final Path cache = DevParameters.directory(System.getenv());

    Path cache() {
        return cache;
    }

    /** Makes what is missing, with progress; files that are whole are only checked. */
    void ensure(DevnetHome home, Consumer<String> say) {
        int cores = Runtime.getRuntime().availableProcessors();
        try {
            new DevParameters(Clock.systemUTC(), progress -> say.accept(progress.line()))
                    .make(new EngineSettings(cache, home.dir("parameters"), cores), Set.of(home.state().sectorSize().bytes()));
        } catch (ProofException e) {
            throw new DevnetException("Proof parameters in " + cache + " are not usable: " + e.getMessage(), e);
        }
    }
}
