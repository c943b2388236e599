package io.sealstream.acceptance;

import io.sealstream.proofs.Bytes;
import io.sealstream.proofs.ProofEngine;
import io.sealstream.proofs.ProofException;
import io.sealstream.proofs.Sealing.Commit1Output;
import io.sealstream.proofs.Sealing.SectorSeal;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes an engine whose first seal proof of one sector has a wrong byte; all else is the engine below. */
final class FirstSealProofWrong {
    private static final Logger LOGGER = LoggerFactory.getLogger(FirstSealProofWrong.class);

    private final ProofEngine engine;
    private final long sector;
    private final AtomicBoolean done = new AtomicBoolean();

    private FirstSealProofWrong(ProofEngine engine, long sector) {
        this.engine = engine;
        this.sector = sector;
    }

    static ProofEngine over(ProofEngine engine, long sector) {
        FirstSealProofWrong wrong = new FirstSealProofWrong(engine, sector);
        return OneCall.of(engine, "commit2", arguments -> wrong.commit2((SectorSeal) arguments[0], (Commit1Output) arguments[1]));
    }

    private Bytes commit2(SectorSeal seal, Commit1Output phase1) throws ProofException {
        Bytes proof = engine.commit2(seal, phase1);
        if (seal.number() == sector && done.compareAndSet(false, true)) {
            LOGGER.atWarn().addKeyValue("sector", sector).log("One byte of this seal proof is made wrong");
            return Bytes.of(Fault.flip(proof.toArray()));
        }
        return proof;
    }
}
