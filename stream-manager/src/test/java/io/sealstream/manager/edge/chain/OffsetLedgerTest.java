package io.sealstream.manager.edge.chain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OffsetLedgerTest {
    @Test
    void shouldCommitOnlyUpToTheFirstRecordThatIsNotDone() {
        OffsetLedger ledger = new OffsetLedger(10);
        ledger.open(10);
        ledger.open(11);
        ledger.open(13);
        ledger.done(11);
        assertThat(ledger.advance()).isEmpty();
        ledger.done(10);
        assertThat(ledger.advance()).hasValue(13);
        assertThat(ledger.advance()).as("nothing new").isEmpty();
        ledger.done(13);
        assertThat(ledger.advance()).hasValue(14);
        assertThat(ledger.inFlight()).isZero();
    }
}
