package io.sealstream.devnet.chain.node;

import io.sealstream.devnet.chain.miner.Effects.StoredProof;
import io.sealstream.devnet.chain.rules.ProofVerifier;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks, aside, the WindowPoSts that the chain stored unverified: the real chain would find a wrong one only when somebody disputes it.
 * The receipt stays as it is; the dispute is a message like any other. One thread, {@code chain-post-watch}; when it
 * is far behind, blocks wait for it.
 */
public final class PoStWatch implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(PoStWatch.class);
    private static final int MAX_WAITING = 10_000;
    private static final int MAX_FINDINGS = 1000;
    private static final int MAX_ATTEMPTS = 5;

    private final ProofVerifier verifier;
    private final Disputes disputes;
    private final AtomicBoolean looking = new AtomicBoolean();
    private final List<Finding> findings = new CopyOnWriteArrayList<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final ThreadPoolExecutor executor = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MAX_WAITING),
            Thread.ofPlatform().daemon().name("chain-post-watch").factory(), new ThreadPoolExecutor.CallerRunsPolicy());

    /**
     * A stored proof that does not hold.
     *
     * @param epoch of the tipset with its message
     */
    public record Finding(String miner, long deadline, long epoch, List<Long> sectors) {
        public Finding {
            sectors = List.copyOf(sectors);
        }

        /** One sentence. */
        public String sentence() {
            return "the WindowPoSt of " + miner + " for deadline " + deadline + ", landed at epoch " + epoch
                    + ", does not prove sectors " + sectors;
        }
    }

    PoStWatch(ProofVerifier verifier, Disputes disputes) {
        this.verifier = verifier;
        this.disputes = disputes;
    }

    /** Disputes soon what can be disputed at the new head. */
    void headChanged() {
        if (!disputes.isEmpty() && looking.compareAndSet(false, true)) {
            executor.execute(() -> {
                looking.set(false);
                disputes.look();
            });
        }
    }

    /**
     * Checks a stored proof now.
     *
     * @throws ProofVerifier.Unavailable if it could not be checked
     */
    void checkNow(StoredProof proof, long epoch) {
        if (!verifier.verifyWindowPoSt(proof.statement(), proof.proof())) {
            found(proof, epoch);
        }
    }

    /** Checks a stored proof soon. */
    void check(StoredProof proof, long epoch) {
        waiting.incrementAndGet();
        executor.execute(() -> verify(proof, epoch, 1));
    }

    private void verify(StoredProof proof, long epoch, int attempt) {
        try {
            checkNow(proof, epoch);
            waiting.decrementAndGet();
        } catch (ProofVerifier.Unavailable e) {
            retry(proof, epoch, attempt, e);
        }
    }

    private void found(StoredProof wrong, long epoch) {
        disputes.add(wrong);
        if (findings.size() < MAX_FINDINGS) {
            Finding finding = new Finding(wrong.statement().miner().toString(), wrong.deadline(), epoch,
                    wrong.statement().sectors().stream().map(ProofVerifier.ProvenSector::number).toList());
            findings.add(finding);
            LOGGER.atError().addKeyValue("miner", finding.miner()).addKeyValue("deadline", finding.deadline())
                    .addKeyValue("epoch", epoch)
                    .addKeyValue("sectors", finding.sectors()).log("The chain holds an invalid WindowPoSt");
        }
    }

    private void retry(StoredProof proof, long epoch, int attempt, ProofVerifier.Unavailable why) {
        if (attempt < MAX_ATTEMPTS) {
            executor.execute(() -> verify(proof, epoch, attempt + 1));
        } else {
            waiting.decrementAndGet();
            LOGGER.atError().addKeyValue("miner", proof.statement().miner()).addKeyValue("epoch", epoch).setCause(why)
                    .log("A stored WindowPoSt could not be checked");
        }
    }

    /** Wrong proofs found so far. */
    public List<Finding> findings() {
        return List.copyOf(findings);
    }

    /** True if no wrong proof waits to be disputed. */
    public boolean settled() {
        return disputes.isEmpty();
    }

    /** Proofs that wait to be checked. */
    public int waiting() {
        return waiting.get();
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
