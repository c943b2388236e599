package io.sealstream.manager.domain.proving;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.filecoin.BitField;
import io.sealstream.manager.domain.task.SkippedSector;
import org.junit.jupiter.api.Test;

/** Deadline 3: open 180, close 240; sectors 1, 2, 5. */
class WindowFactsTest {
    private final Window window = Window.begin();

    private WindowFacts facts() {
        return WindowFacts.of(window.partition());
    }

    @Test
    void shouldNameEveryStateOfAWindowThatIsNotClosed() {
        assertThat(WindowFacts.UNDER_WAY).containsExactly("AwaitingClose", "AwaitingLanding", "AwaitingNode", "AwaitingOpening",
                "AwaitingProof", "AwaitingRecheck");
    }

    @Test
    void shouldTellWhenTheWindowIsAndThatItsTaskIsIssued() {
        window.planned();

        assertThat(facts())
                .isEqualTo(new WindowFacts(Window.ID, "AwaitingProof", Window.OPEN, Window.CLOSE, false, false, true, 0,
                        0, 0));
    }

    @Test
    void shouldCountSkippedSectorsAsFaultyBeforeTheChainSaysSo() {
        window.planned();
        window.at(170).step(Window.proof(1, "a", new SkippedSector(2, "cannot be read")));

        assertThat(facts().skipped()).isEqualTo(1);
        assertThat(facts().faulty()).isEqualTo(1);
        assertThat(facts().isProven()).isFalse();
    }

    @Test
    void shouldTakeFaultySectorsFromTheChainAtTheClose() {
        window.proved();
        window.at(246).step(window.closeRead(BitField.of(2, 9)));

        assertThat(facts())
                .isEqualTo(new WindowFacts(Window.ID, "Closed", Window.OPEN, Window.CLOSE, true, false, true, 2, 0, 0));
    }

    @Test
    void shouldExpectNoWindowWhenAllThatWasPlannedIsFaulty() {
        window.planned();
        window.at(246).step(window.closeRead(BitField.of(1, 2, 5)));

        assertThat(facts().comesAgain()).isFalse();
    }
}
