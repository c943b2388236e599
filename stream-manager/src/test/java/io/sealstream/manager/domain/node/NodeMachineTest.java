package io.sealstream.manager.domain.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.filecoin.ActorId;
import io.sealstream.manager.domain.Effect;
import io.sealstream.manager.domain.Effect.TellNodeBack;
import io.sealstream.manager.domain.Effect.TellNodeSilent;
import io.sealstream.manager.domain.node.KnownNode.Told;
import io.sealstream.manager.domain.node.NodeInput.Heartbeat;
import io.sealstream.manager.domain.node.NodeInput.Tick;
import io.sealstream.manager.domain.task.NodeStore;
import io.sealstream.manager.domain.task.StoreKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NodeMachineTest {
    private static final ActorId FIRST = new ActorId(1000);
    private static final ActorId SECOND = new ActorId(1001);
    private static final NodeStore DISK = new NodeStore("disk", StoreKind.LONG_TERM, 100, 50, false);
    private static final NodeStore SCRATCH = new NodeStore("scratch", StoreKind.SCRATCH, 100, 50, true);

    private final NodeMachine machine = new NodeMachine(Duration.ofSeconds(10));
    private @Nullable KnownNode node;

    private List<Effect> step(NodeInput input) {
        NodeMachine.Outcome outcome = machine.step(node, input);
        node = outcome.state();
        return outcome.effects();
    }

    private static Heartbeat beat(long incarnation, long heardAt, List<ActorId> miners, NodeStore... stores) {
        return new Heartbeat("a", incarnation, new Told("1", "http://a", miners, true, true, List.of(stores), List.of(), heardAt),
                heardAt);
    }

    private static Heartbeat beat(long incarnation, long heardAt) {
        return beat(incarnation, heardAt, List.of(FIRST, SECOND), DISK);
    }

    @Test
    void shouldTellEveryMinerOfANewNode() {
        assertThat(step(beat(5, 1000))).containsExactly(new TellNodeBack(FIRST, "a", 5, List.of(DISK), true, true),
                new TellNodeBack(SECOND, "a", 5, List.of(DISK), true, true));
    }

    @Test
    void shouldTellNothingWhileNothingChanges() {
        step(beat(5, 1000));

        assertThat(step(beat(5, 2000))).isEmpty();
        assertThat(step(beat(5, 3000, List.of(FIRST, SECOND), new NodeStore("disk", StoreKind.LONG_TERM, 100, 7, true))))
                .isEmpty();
    }

    @Test
    void shouldTellOfANewIncarnation() {
        step(beat(5, 1000));

        assertThat(step(beat(6, 2000))).hasSize(2).hasOnlyElementsOfType(TellNodeBack.class);
    }

    @Test
    void shouldIgnoreTheOlderOfTwoProcesses() {
        step(beat(5, 1000));
        NodeMachine.Outcome outcome = machine.step(node, beat(4, 2000));

        assertThat(outcome.effects()).isEmpty();
        assertThat(outcome.state()).isEqualTo(node);
        assertThat(outcome.ignored()).hasValueSatisfying(reason -> assertThat(reason).contains("two processes are named a"));
    }

    @Test
    void shouldTellOfOtherStores() {
        step(beat(5, 1000));

        assertThat(step(beat(5, 2000, List.of(FIRST), DISK, SCRATCH)))
                .contains(new TellNodeBack(FIRST, "a", 5, List.of(DISK, SCRATCH), true, true));
    }

    @Test
    void shouldTellMinersThatItBeginsOrCeasesToWorkFor() {
        step(beat(5, 1000, List.of(FIRST), DISK));

        assertThat(step(beat(5, 2000, List.of(SECOND), DISK))).containsExactly(new TellNodeSilent(FIRST, "a", 5, 1000),
                new TellNodeBack(SECOND, "a", 5, List.of(DISK), true, true));
    }

    @Test
    void shouldTellOnceWhenItFallsSilentWhileOthersAreHeard() {
        step(beat(5, 0));
        List<Effect> effects = new ArrayList<>();
        for (long now = 1000; now <= 30_000; now += 1000) {
            effects.addAll(step(new Tick(now, true)));
            assertThat(effects).hasSize(now < 10_000 ? 0 : 2);
        }

        assertThat(effects).containsExactly(new TellNodeSilent(FIRST, "a", 5, 0), new TellNodeSilent(SECOND, "a", 5, 0));
    }

    @Test
    void shouldTellWhenItIsBackAfterSilence() {
        step(beat(5, 0));
        for (long now = 1000; now <= 10_000; now += 1000) {
            step(new Tick(now, true));
        }

        assertThat(step(beat(5, 11_000))).hasSize(2).hasOnlyElementsOfType(TellNodeBack.class);
        assertThat(step(beat(5, 12_000))).isEmpty();
    }

    @Test
    void shouldNotCountSilenceWhileNobodyIsHeard() {
        step(beat(5, 0));
        for (long now = 1000; now <= 600_000; now += 1000) {
            assertThat(step(new Tick(now, false))).isEmpty();
        }
        assertThat(step(new Tick(601_000, true))).isEmpty();
    }

    @Test
    void shouldNotCountTheTimeThisProcessSlept() {
        step(beat(5, 0));

        assertThat(step(new Tick(3_600_000, true))).isEmpty();
        assertThat(step(new Tick(3_601_000, true))).isEmpty();
    }

    @Test
    void shouldStandAClockThatGoesBack() {
        step(beat(5, 10_000));

        assertThat(step(new Tick(1_000, true))).isEmpty();
        assertThat(step(beat(5, 2_000))).isEmpty();
    }

    @Test
    void shouldKnowNothingOfANodeThatWasNeverHeard() {
        assertThat(step(new Tick(1000, true))).isEmpty();
        assertThat(node).isNull();
    }

    @Test
    void shouldRefuseASilenceOfNothing() {
        assertThatThrownBy(() -> new NodeMachine(Duration.ZERO)).hasMessageContaining("must be positive");
    }

    /** However inputs are mixed, a miner hears of back and silence in turn, except for news while the node is there. */
    @Test
    void shouldNeverTellSilenceTwice() {
        Random random = new Random(7);
        boolean toldHere = false;
        long now = 0;
        for (int i = 0; i < 20_000; i++) {
            now += random.nextInt(4000);
            boolean beats = random.nextInt(8) == 0;
            List<Effect> effects = step(beats
                    ? beat(random.nextInt(3) + 1, now, random.nextInt(4) == 0 ? List.of() : List.of(FIRST), DISK)
                    : new Tick(now, random.nextBoolean()));
            for (Effect effect : effects) {
                assertThat(effect instanceof TellNodeBack || toldHere).as("silence follows presence").isTrue();
                toldHere = effect instanceof TellNodeBack;
            }
        }
    }
}
