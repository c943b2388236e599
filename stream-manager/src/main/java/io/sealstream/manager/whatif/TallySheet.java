package io.sealstream.manager.whatif;

import io.sealstream.filecoin.TokenAmount;
import java.util.ArrayList;
import java.util.List;

/** A {@link Tally} while it is counted. */
final class TallySheet {
    private final List<Long> waits = new ArrayList<>();
    private long messages;
    private long exactGas;
    private long stateGas;
    private TokenAmount burnt = TokenAmount.ZERO;
    private long nearExpiry;
    private long missed;
    private long failed;

    void landed(Carried message, long stateGasUsed, TokenAmount baseFee) {
        long gas = message.exactGas();
        messages++;
        exactGas += gas;
        stateGas += stateGasUsed;
        burnt = burnt.plus(baseFee.times(gas));
    }

    /** A sector whose message landed so long after it was ready. */
    void carried(long wait, boolean nearClock) {
        waits.add(wait);
        nearExpiry += nearClock ? 1 : 0;
    }

    void missed() {
        missed++;
    }

    void failed() {
        failed++;
    }

    Tally tally() {
        return new Tally(messages, waits.size(), exactGas, stateGas, burnt, new Waits(waits), nearExpiry, missed, failed);
    }
}
