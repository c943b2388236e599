package io.sealstream.acceptance;

import io.sealstream.proofs.Bytes;
import io.sealstream.proofs.ProofEngine;
import io.sealstream.proofs.ProofException;
import io.sealstream.proofs.Proving.PoStScope;
import io.sealstream.proofs.Proving.VanillaProof;
import io.sealstream.proofs.Proving.WindowPoStResult;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes an engine whose first WindowPoSt has a wrong byte; all else is the engine below. */
final class FirstWindowPoStWrong {
    private static final Logger LOGGER = LoggerFactory.getLogger(FirstWindowPoStWrong.class);

    private final ProofEngine engine;
    private final AtomicBoolean done = new AtomicBoolean();

    private FirstWindowPoStWrong(ProofEngine engine) {
        this.engine = engine;
    }

    static ProofEngine over(ProofEngine engine) {
        FirstWindowPoStWrong wrong = new FirstWindowPoStWrong(engine);
        return OneCall.of(engine, "windowPoSt", arguments -> {
            @SuppressWarnings("unchecked")
            List<VanillaProof> vanilla = (List<VanillaProof>) arguments[1];
            return wrong.windowPoSt((PoStScope) arguments[0], vanilla);
        });
    }

    private WindowPoStResult windowPoSt(PoStScope scope, List<VanillaProof> vanilla) throws ProofException {
        WindowPoStResult result = engine.windowPoSt(scope, vanilla);
        if (result instanceof WindowPoStResult.Proof(var proof) && done.compareAndSet(false, true)) {
            LOGGER.atWarn().log("One byte of this WindowPoSt is made wrong");
            return new WindowPoStResult.Proof(Bytes.of(Fault.flip(proof.toArray())));
        }
        return result;
    }
}
