package io.sealstream.manager.domain.miner;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.manager.domain.Purpose;
import io.sealstream.manager.domain.policy.BatchRules;
import io.sealstream.manager.domain.sector.SectorClocks;
import io.sealstream.manager.domain.sector.SectorCommand;
import io.sealstream.manager.domain.sector.SectorState;
import org.junit.jupiter.api.Test;

/** A sector whose precommit can be proven no more is a person's affair: no further message is formed for it. */
class LateMembersTest {
    private final Committing world = new Committing(BatchRules.NONE, Committing.FOUR);
    private final long sector = world.proven(1).getFirst();

    private ChainEpoch lastUse() {
        return SectorClocks.lastUse(Purpose.PROVE_COMMIT, world.cluster.sector(sector), Cluster.RULES);
    }

    @Test
    void shouldAskAPersonWhenThePreCommitCanBeProvenNoMore() {
        world.at(lastUse().value() + 1);
        world.cluster.sector(sector, new SectorCommand.Wake());

        assertThat(world.state(sector)).matches(s -> s instanceof SectorState.AwaitingPerson p
                && p.reason().contains("the deposit is lost"));
        assertThat(world.cluster.miner().batches().gatherings()).as("nobody waits for it").isEmpty();
    }

    @Test
    void shouldWaitForItsMessageUntilThen() {
        world.at(lastUse().value());
        world.cluster.sector(sector, new SectorCommand.Wake());

        assertThat(world.state(sector)).isInstanceOf(SectorState.AwaitingProveCommitBatch.class);
    }
}
