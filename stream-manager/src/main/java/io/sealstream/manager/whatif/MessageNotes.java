package io.sealstream.manager.whatif;

import io.sealstream.filecoin.actors.ProveCommitSectors3Params;
import io.sealstream.manager.domain.Effect.Intent;
import io.sealstream.manager.domain.Effect.Receipt;
import io.sealstream.manager.domain.Purpose;
import org.jspecify.annotations.Nullable;

/** What the events of one message say. */
final class MessageNotes {
    private final Intent intent;
    private @Nullable Receipt receipt;
    private boolean failed;

    MessageNotes(Intent intent) {
        this.intent = intent;
    }

    void landed(@Nullable Receipt outcome) {
        receipt = outcome;
    }

    void failed() {
        failed = true;
    }

    Purpose purpose() {
        return intent.purpose();
    }

    boolean isAggregated() {
        return purpose() == Purpose.PROVE_COMMIT
                && ProveCommitSectors3Params.fromCbor(intent.params().toArray()).aggregateProof().length() > 0;
    }

    @Nullable
    Receipt receipt() {
        return receipt;
    }

    /** True when it is over without an effect: never landed, or landed and refused by the chain. */
    boolean isFailed() {
        return failed || (receipt != null && receipt.exitCode() != 0);
    }
}
