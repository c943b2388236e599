package io.sealstream.manager.domain.miner;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.filecoin.ChainLimits;
import io.sealstream.filecoin.Gas;
import io.sealstream.manager.domain.Effect.Intent;
import io.sealstream.manager.domain.Purpose;
import io.sealstream.manager.domain.miner.MinerEvent.BatchFormed;
import io.sealstream.manager.domain.policy.BatchRules;
import io.sealstream.manager.domain.sector.SectorState;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A set of sectors far larger than one message. Precommits stand for extensions and terminations, which use the same machine. */
class LargeSetTest {
    private static final int SECTORS = 5_000;
    /** Signature and frame of a message beside its parameters. */
    private static final int AROUND = 400;

    private final Committing world = new Committing(Committing.rules(1_000), BatchRules.NONE);

    private void answer() {
        for (var question = world.cluster.question(Purpose.PRECOMMIT); question.isPresent(); question = world.cluster
                .question(Purpose.PRECOMMIT)) {
            world.cluster.step(world.cluster.answer(question.get()));
        }
    }

    @Test
    @DisplayName("case 56: five thousand sectors are split evenly under the limits of a message, and go on after a crash")
    void shouldSplitEvenlyAndGoOnAfterACrash() {
        List<Long> all = world.sealed(SECTORS);
        answer();
        List<Intent> formed = world.intents(Purpose.PRECOMMIT);

        assertThat(formed.stream().flatMap(i -> Committing.members(i).stream())).as("each sector once")
                .containsExactlyInAnyOrderElementsOf(all);
        assertThat(formed).allMatch(i -> i.params().length() + AROUND <= ChainLimits.NV28.maxMessageBytes());
        assertThat(world.cluster.last(BatchFormed.class).gas()).as("gas").isPositive().isLessThan(Gas.BLOCK_LIMIT);
        assertThat(formed.stream().mapToInt(i -> Committing.members(i).size()).summaryStatistics())
                .as("sizes").matches(sizes -> sizes.getMax() - sizes.getMin() <= 1);

        Set<Long> landed = landHalf(formed);
        world.cluster.state = world.cluster.folded();

        assertThat(world.intents(Purpose.PRECOMMIT)).as("the same messages, those that landed left out")
                .containsExactlyElementsOf(
                        formed.stream().filter(i -> !landed.contains(Committing.members(i).getFirst())).toList());
        world.work(Purpose.PRECOMMIT, Set.of(), 0);
        assertThat(all).allMatch(number -> world.state(number) instanceof SectorState.AwaitingSeed);
        assertThat(first()).as("nothing is left").isEmpty();
    }

    private Set<Long> landHalf(List<Intent> formed) {
        Set<Long> landed = new HashSet<>();
        for (Intent intent : formed.subList(0, formed.size() / 2)) {
            world.land(intent);
            landed.addAll(Committing.members(intent));
        }
        return landed;
    }

    private Optional<Intent> first() {
        return world.intents(Purpose.PRECOMMIT).stream().findFirst();
    }
}
