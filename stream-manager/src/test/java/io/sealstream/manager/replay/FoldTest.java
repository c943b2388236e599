package io.sealstream.manager.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.SectorId;
import io.sealstream.manager.domain.Event;
import io.sealstream.manager.domain.miner.MinerEvent.SectorsWanted;
import io.sealstream.manager.domain.sector.SectorEvent.SectorAborted;
import io.sealstream.manager.topology.Stores;
import io.sealstream.manager.wire.EventMeta;
import io.sealstream.manager.wire.Recorded;
import org.junit.jupiter.api.Test;

/** States from events: what follows is taken, what does not is named. That states are right is shown where real lives are folded. */
class FoldTest {
    private static final ActorId MINER = ActorId.parse("f01000");
    private static final ActorId OTHER = ActorId.parse("f01004");

    private final Fold fold = new Fold();

    private static Recorded<Event> event(long sequence, Event event) {
        return new Recorded<>(new EventMeta(sequence, ChainEpoch.of(7), "miner.command-0@1"), event);
    }

    private void wanted(ActorId miner, long sequence) {
        fold.take(miner.toString(), event(sequence, new SectorsWanted(miner, 10 * sequence)));
    }

    @Test
    void shouldKeepLogsApart() {
        wanted(MINER, 1);
        wanted(OTHER, 1);
        wanted(MINER, 2);
        assertThat(fold.positions()).containsEntry("f01000", 2L).containsEntry("f01004", 1L).hasSize(2);
        assertThat(fold.state(Stores.MINERS, "f01000")).satisfies(m -> assertThat(m.wanted()).isEqualTo(20));
        assertThat(fold.states(Stores.MINERS)).containsOnlyKeys("f01000", "f01004");
        assertThat(fold.states(Stores.MINERS, "f01004")).containsOnlyKeys("f01004");
        assertThat(fold.state(Stores.SECTORS, "f01000/1")).isNull();
    }

    @Test
    void shouldNameAGapAndChangeNothing() {
        wanted(MINER, 1);
        assertThatThrownBy(() -> wanted(MINER, 3)).isInstanceOf(BrokenLogException.class)
                .hasMessage("log f01000: sequence 2 was expected and 3 found, events are missing");
        assertThat(fold.position("f01000")).isEqualTo(1);
        wanted(MINER, 2);
    }

    @Test
    void shouldNameARepeat() {
        wanted(MINER, 1);
        wanted(MINER, 2);
        assertThatThrownBy(() -> wanted(MINER, 2))
                .hasMessage("log f01000: sequence 3 was expected and 2 found, an event stands twice or out of order");
    }

    @Test
    void shouldRefuseAnEventThatNoMachineCouldHaveRecorded() {
        assertThatThrownBy(() -> fold.take("f01000", event(1, new SectorAborted(new SectorId(MINER, 1), "test"))))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("SectorAborted");
        assertThat(fold.positions()).isEmpty();
    }

    @Test
    void shouldTellTheLogOfAKey() {
        assertThat(Fold.logOf("f01000")).isEqualTo("f01000");
        assertThat(Fold.logOf("f01000/3/0")).isEqualTo("f01000");
        assertThat(Fold.logOf("f1abc|client/7")).isEqualTo("f1abc");
    }
}
