package io.sealstream.signer.signing;

import io.sealstream.signer.domain.RefusalKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where callers wait that ask one at a time: JSON-RPC and gateways. What waits together is decided together, so that one write to the disk
 * serves all of it. Thread {@code signer-desk}; callers never block.
 */
public final class SigningDesk implements AutoCloseable {
    /** More that wait are sent away. */
    public static final int MAX_WAITING = 1_000;
    private static final Logger LOGGER = LoggerFactory.getLogger(SigningDesk.class);
    private static final String UNREADY = "the signer does not know its chain yet: it waits for Kafka, see /healthz; ask again later";
    private static final String STOPPING = "the signer stops; ask again later";
    private static final String FULL = MAX_WAITING + " requests wait already; ask again later";
    private static final int MAX_BATCH = 100;
    private static final Duration CLOSING = Duration.ofSeconds(10);

    private final BlockingQueue<Waiting> queue = new ArrayBlockingQueue<>(MAX_WAITING);
    private final Thread thread = Thread.ofPlatform().name("signer-desk").unstarted(this::run);
    private volatile @Nullable AskSigner signer;
    private volatile boolean stopping;

    private record Waiting(Ask ask, CompletableFuture<Answer> answer) {}

    public SigningDesk start() {
        thread.start();
        return this;
    }

    /** From now on requests are answered; before that, the chain is not known and they are refused. */
    public void use(AskSigner opened) {
        signer = opened;
    }

    /** The answer to a request; fails where the record cannot be written, and then nothing was signed. */
    public CompletionStage<Answer> sign(Ask ask) {
        if (signer == null) {
            return CompletableFuture.completedFuture(refusal(ask, UNREADY));
        }
        Waiting waiting = new Waiting(ask, new CompletableFuture<>());
        if (!queue.offer(waiting)) {
            waiting.answer().complete(refusal(ask, FULL));
        } else if (stopping && queue.remove(waiting)) {
            waiting.answer().complete(refusal(ask, STOPPING));
        }
        return waiting.answer();
    }

    /** How many wait. */
    public int waiting() {
        return queue.size();
    }

    private static Answer refusal(Ask ask, String why) {
        return new Answer.Refused(ask.id(), ask.signer(), "", RefusalKind.LOCKED, why);
    }

    private void run() {
        List<Waiting> batch = new ArrayList<>();
        try {
            while (!stopping) {
                batch.add(queue.take());
                queue.drainTo(batch, MAX_BATCH - 1);
                answer(batch);
                batch.clear();
            }
        } catch (InterruptedException e) {
            LOGGER.atDebug().log("Desk closed");
        }
        queue.drainTo(batch);
        batch.forEach(waiting -> waiting.answer().complete(refusal(waiting.ask(), STOPPING)));
    }

    private void answer(List<Waiting> batch) {
        try {
            AskSigner current = signer;
            if (current == null) {
                throw new IllegalStateException("requests are taken only once the signer is there");
            }
            List<Answer> answers = current.answer(batch.stream().map(Waiting::ask).toList());
            for (int i = 0; i < answers.size(); i++) {
                batch.get(i).answer().complete(answers.get(i));
            }
        } catch (RuntimeException e) {
            LOGGER.atError().setCause(e).log("Requests failed, nothing signed");
            batch.forEach(waiting -> waiting.answer().completeExceptionally(e));
        }
    }

    /** Ends after the batch in hand; who still waits is sent away. */
    @Override
    public void close() {
        stopping = true;
        thread.interrupt();
        try {
            thread.join(CLOSING);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
