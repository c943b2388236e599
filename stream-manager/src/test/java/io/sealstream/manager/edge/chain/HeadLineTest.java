package io.sealstream.manager.edge.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.filecoin.TipSetKey;
import io.sealstream.schemas.avro.ChainHead;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HeadLineTest {
    private final HeadLine line = new HeadLine();

    private static NamedTipset tipset(String name, long epoch, String parent) {
        return new NamedTipset(TipSetKey.of(FakeChain.cid(name)), epoch, TipSetKey.of(FakeChain.cid(parent)), "100", epoch * 30);
    }

    private static HeadLine.Ancestry never() {
        return (old, head) -> {
            throw new AssertionError("the node is asked about " + old);
        };
    }

    private static HeadLine.Ancestry onChain(String... names) {
        Set<TipSetKey> keys = Set.copyOf(java.util.Arrays.stream(names).map(each -> TipSetKey.of(FakeChain.cid(each))).toList());
        return (old, head) -> keys.contains(old.key());
    }

    private ChainHead write(NamedTipset head) {
        ChainHead record = line.next(head).orElseThrow();
        line.written(record);
        return record;
    }

    private void apply(NamedTipset... tipsets) {
        line.follow(List.of(tipsets), false, never());
        write(tipsets[tipsets.length - 1]);
    }

    @Test
    void shouldNumberHeadsWithoutAskingTheNode() {
        apply(tipset("a", 10, "genesis"));
        line.follow(List.of(tipset("b", 11, "a")), false, never());
        ChainHead second = write(tipset("b", 11, "a"));
        assertThat(second.getSequence()).isEqualTo(2);
        assertThat(second.getRevertedTo()).isNull();
    }

    @Test
    void shouldWriteOnlyTheNewestOfABurstAlsoOverNullRounds() {
        apply(tipset("a", 10, "genesis"));
        List<NamedTipset> burst = new ArrayList<>();
        String parent = "a";
        for (int i = 0; i < 500; i++) {
            burst.add(tipset("n" + i, 11 + i * 7L, parent));
            parent = "n" + i;
        }
        line.follow(burst, false, never());
        ChainHead head = write(burst.getLast());
        assertThat(head.getSequence()).isEqualTo(2);
        assertThat(head.getEpoch()).isEqualTo(11 + 499 * 7);
        assertThat(line.next(burst.getLast())).as("nothing new").isEmpty();
    }

    @Test
    void shouldNameTheLastCommonTipsetOfAReorgAlsoWhenItWasNotWritten() {
        apply(tipset("a", 10, "genesis"));
        apply(tipset("b", 11, "a"), tipset("c", 12, "b"), tipset("d", 13, "c"));
        List<NamedTipset> fork = List.of(tipset("c2", 12, "b"), tipset("d2", 13, "c2"), tipset("e2", 14, "d2"));
        line.follow(fork, true, onChain("a", "b"));
        ChainHead head = write(fork.getLast());
        assertThat(head.getRevertedTo()).isEqualTo(11);
        assertThat(head.getEpoch()).isEqualTo(14);
    }

    @Test
    void shouldBecomeLowerOnlyWhenTheNodeReverted() {
        apply(tipset("a", 10, "genesis"));
        apply(tipset("b", 11, "a"), tipset("c", 12, "b"));
        line.follow(List.of(tipset("b2", 11, "a")), true, onChain("a"));
        ChainHead head = write(tipset("b2", 11, "a"));
        assertThat(head.getEpoch()).isEqualTo(11);
        assertThat(head.getRevertedTo()).isEqualTo(10);
    }

    @Test
    void shouldWaitForANodeThatLagsBehind() {
        apply(tipset("a", 10, "genesis"));
        apply(tipset("b", 20, "a"));
        line.follow(List.of(tipset("x", 15, "w")), false, never());
        assertThat(line.next(tipset("x", 15, "w"))).isEmpty();
        line.follow(List.of(tipset("c", 21, "b")), false, never());
        assertThat(write(tipset("c", 21, "b")).getRevertedTo()).isNull();
    }

    @Test
    void shouldContinueTheStoredSequenceAfterARestartAndFindAReorgThatHappenedMeanwhile() {
        apply(tipset("a", 10, "genesis"));
        ChainHead b = head(2, "b", 11, null);
        ChainHead c = head(3, "c", 12, null);
        HeadLine restarted = new HeadLine(3, List.of(head(1, "a", 10, null), b, c));
        NamedTipset now = tipset("z", 40, "y");
        restarted.follow(List.of(now), false, onChain("a", "b"));
        ChainHead record = restarted.next(now).orElseThrow();
        assertThat(record.getSequence()).isEqualTo(4);
        assertThat(record.getRevertedTo()).isEqualTo(11);
    }

    @Test
    void shouldNotRepeatTheStoredHeadAfterARestart() {
        HeadLine restarted = new HeadLine(1, List.of(head(1, "a", 10, null)));
        restarted.follow(List.of(tipset("a", 10, "genesis")), false, never());
        assertThat(restarted.next(tipset("a", 10, "genesis"))).isEmpty();
    }

    @Test
    void shouldForgetRevertedHeadsOfTheStoredLog() {
        HeadLine restarted = new HeadLine(3, List.of(head(1, "a", 10, null), head(2, "b", 11, null), head(3, "b2", 12, 10L)));
        NamedTipset now = tipset("z", 13, "y");
        // The reverted b is no candidate any more: were it asked about, it would wrongly be the common one.
        restarted.follow(List.of(now), false, onChain("a", "b"));
        assertThat(restarted.next(now).orElseThrow().getRevertedTo()).isEqualTo(10);
    }

    @Test
    void shouldFollowAReorgThatIsDeeperThanAllItHasSeenSoFar() {
        apply(tipset("a", 10, "genesis"));
        line.follow(List.of(tipset("b", 11, "a")), false, never());
        write(tipset("b", 11, "a"));
        line.follow(List.of(tipset("z", 12, "y")), true, onChain());
        assertThat(write(tipset("z", 12, "y")).getRevertedTo()).isEqualTo(9);
    }

    @Test
    void shouldRefuseAnotherChain() {
        apply(tipset("a", 10, "genesis"));
        line.follow(List.of(tipset("b", 910, "a")), false, never());
        assertThatThrownBy(() -> line.follow(List.of(tipset("z", 911, "y")), false, onChain()))
                .isInstanceOf(HeadLine.NoCommonTipset.class)
                .hasMessageContaining("another chain");
    }

    private static ChainHead head(long sequence, String name, long epoch, @org.jspecify.annotations.Nullable Long revertedTo) {
        return ChainHead.newBuilder().setSequence(sequence).setEpoch(epoch).setTipset(List.of(FakeChain.cid(name).toString()))
                .setBaseFee("100")
                .setTimestamp(epoch * 30).setRevertedTo(revertedTo).build();
    }
}
