package io.sealstream.manager.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.SectorId;
import io.sealstream.manager.domain.PartitionId;
import io.sealstream.manager.domain.Target;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TimersTest {
    private static final Target SECTOR = new Target.OfSector(SectorId.parse("f01000/17"));
    private static final Target PARTITION = new Target.OfPartition(PartitionId.parse("f01000/3/0"));
    private final MemoryState state = new MemoryState();

    private void set(long now, Target target, @Nullable Long at) {
        Unit unit = new Unit(state, new StateMemo(), 1, ChainEpoch.of(now), "test");
        Timers.set(unit, "timers", target, at == null ? null : ChainEpoch.of(at));
        unit.puts().forEach(put -> state.put(put.store(), put.key(), put.value()));
    }

    @Test
    void shouldFindTimersUpToTheEpochWithTheEpochTheyWereSetAt() {
        set(5, SECTOR, 9L);
        set(6, PARTITION, 10L);
        assertThat(Timers.due(state, "timers", ChainEpoch.of(8))).isEmpty();
        assertThat(Timers.due(state, "timers", ChainEpoch.of(9))).containsExactly(new Timers.Due(SECTOR, ChainEpoch.of(5)));
        assertThat(Timers.due(state, "timers", ChainEpoch.of(100))).extracting(Timers.Due::target).containsExactly(SECTOR,
                PARTITION);
    }

    @Test
    void shouldMoveATimerInsteadOfKeepingTwo() {
        set(5, SECTOR, 9L);
        set(6, SECTOR, 1_000_000L);
        assertThat(Timers.due(state, "timers", ChainEpoch.of(999_999))).isEmpty();
        assertThat(Timers.due(state, "timers", ChainEpoch.of(1_000_000))).hasSize(1);
    }

    @Test
    void shouldForgetATimer() {
        set(5, SECTOR, 9L);
        set(6, SECTOR, null);
        assertThat(state.stores.get("timers")).isEmpty();
    }
}
