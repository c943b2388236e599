package io.sealstream.manager.edge.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.manager.edge.chain.ChainCallException.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Two nodes, A preferred to B, in virtual time. Cases by their numbers in the list of fault cases. */
class SeveralNodesTest {
    private static final long MOST_LAG = 10;

    private final ScriptedNode a = new ScriptedNode("http://a", 1000);
    private final ScriptedNode b = new ScriptedNode("http://b", 1000);
    private Instant now = Instant.ofEpochSecond(ScriptedNode.timeOf(1000));
    private final ChainNodes nodes = new ChainNodes(List.of(a.member(), b.member()),
            new NodeRules("calibnet", MOST_LAG, Optional.of(Duration.ofSeconds(30))), () -> now);

    private void look() {
        nodes.all().forEach(WatchedNode::lookIfDue);
    }

    private void pass(long epochs) {
        now = now.plus(Duration.ofSeconds(30 * epochs));
        look();
    }

    private NodeStanding standing(int index) {
        return nodes.reports().get(index).standing();
    }

    private long headThroughTheNodes() {
        return NamedTipset.head(nodes.node()).epoch();
    }

    @Test
    void shouldAskTheFirstNodeInOrder() {
        look();
        b.reach(1003);
        a.reach(1001);
        assertThat(headThroughTheNodes()).isEqualTo(1001);
        assertThat(nodes.reports()).extracting(NodeReport::chosen).containsExactly(true, false);
    }

    @Test
    void shouldRefuseALaggingNodeUntilItIsNearTheHeadWhenTheOtherHasDiedCase53() {
        b.reach(970);
        look();
        a.die();
        assertThatThrownBy(() -> nodes.node().call("ChainHead")).isInstanceOfSatisfying(ChainCallException.class, e -> {
            assertThat(e.kind()).as("so it is asked again").isEqualTo(Kind.UNREACHABLE);
            assertThat(e.reason()).contains("http://b is lagging: its head 970 is 30 epochs behind")
                    .contains("http://a is failing");
        });
        assertThat(b.calls).as("no question is answered from an old head").doesNotContain("StateMinerInfo");
        b.reach(1000 - MOST_LAG - 1);
        pass(1);
        assertThat(standing(1)).isEqualTo(NodeStanding.LAGGING);
        b.reach(1000 - MOST_LAG + 2);
        pass(1);
        assertThat(standing(1)).isEqualTo(NodeStanding.USABLE);
        assertThat(headThroughTheNodes()).isEqualTo(992);
    }

    @Test
    void shouldFollowTheHeadsOfTheChosenNodeAndComeBackToThePreferredOneCase53() {
        List<String> drops = new ArrayList<>();
        List<Long> heads = new ArrayList<>();
        HeadFeed.Listener listener = new HeadFeed.Listener() {
            @Override
            public void changed(List<HeadFeed.Change> changes) {
                changes.forEach(each -> heads.add(each.tipset().epoch()));
            }

            @Override
            public void dropped(String reason) {
                drops.add(reason);
            }
        };
        look();
        nodes.feed().subscribe(listener);
        a.reach(1001);
        a.die();
        assertThat(drops).singleElement().asString().contains("http://a: the connection was closed");
        nodes.feed().subscribe(listener);
        b.reach(1002);
        assertThat(heads).containsExactly(1000L, 1001L, 1000L, 1002L);
        a.comeBack();
        a.reach(1002);
        pass(1);
        assertThat(drops).last().asString().contains("heads are followed at http://a from now on");
        nodes.feed().subscribe(listener);
        assertThat(a.isListenedTo()).isTrue();
    }

    @Test
    void shouldRefuseTheOnlyNodeThatIsLeftWhenItFallsBehindTheClockCase53() {
        look();
        a.die();
        pass(1);
        assertThat(headThroughTheNodes()).isEqualTo(1000);
        pass(MOST_LAG);
        assertThat(nodes.reports().get(1).sentence()).contains("http://b is lagging").contains("11 epochs old by the clock");
        b.reach(1011);
        pass(1);
        assertThat(headThroughTheNodes()).isEqualTo(1011);
    }

    @Test
    void shouldNotBelieveAHeadThatIsTooOldBetweenTwoLooks() {
        look();
        b.reach(1100);
        nodes.all().getLast().look();
        assertThat(headThroughTheNodes()).as("a still shows 1000").isEqualTo(1100);
        assertThat(standing(0)).isEqualTo(NodeStanding.LAGGING);
    }

    @Test
    void shouldRefuseANodeOfAnotherNetworkByNameCase54() {
        a.network = "mainnet";
        look();
        assertThat(standing(0)).isEqualTo(NodeStanding.WRONG_CHAIN);
        assertThat(nodes.reports().getFirst().sentence()).contains("http://a").contains("serves network mainnet")
                .contains("calibnet");
        assertThat(headThroughTheNodes()).isEqualTo(1000);
        assertThat(a.calls).as("it is asked which chain it serves, and nothing else").containsOnly("StateNetworkName",
                "ChainGetTipSetByHeight");
    }

    @Test
    void shouldRefuseANodeWithAnotherGenesisAlsoWhenItIsTheOnlyOneLeftCase54() {
        b.genesis = "other";
        nodes.expectGenesis(FakeChain.cid("genesis").toString());
        look();
        a.die();
        assertThatThrownBy(() -> nodes.node().call("ChainHead")).hasMessageContaining("http://b is wrong-chain")
                .hasMessageContaining("has genesis " + FakeChain.cid("other"));
        assertThat(b.calls).doesNotContain("ChainHead");
    }

    @Test
    void shouldRefuseANodeThatComesBackAsAnotherChainCase54() {
        look();
        a.die();
        assertThat(headThroughTheNodes()).isEqualTo(1000);
        a.comeBack();
        a.network = "butterflynet";
        pass(1);
        assertThat(standing(0)).isEqualTo(NodeStanding.WRONG_CHAIN);
        a.network = "calibrationnet";
        pass(1);
        assertThat(standing(0)).isEqualTo(NodeStanding.USABLE);
    }

    @Test
    void shouldSayThatNoNodeServesTheChainOnlyWhenAllOfThemDoNotCase54() {
        a.network = "mainnet";
        b.die();
        assertThat(nodes.identity()).as("b may come back").isEmpty();
        b.comeBack();
        b.network = "mainnet";
        assertThatThrownBy(nodes::identity).isInstanceOf(ChainIdentity.WrongChain.class).hasMessageContaining("http://a")
                .hasMessageContaining("http://b");
    }

    @Test
    void shouldAskTheNextNodeAfterOneErrorAndLeaveTheFirstAloneForAWhileCase55() {
        look();
        a.answer("StateAccountKey", "\"a\"");
        b.answer("StateAccountKey", "\"b\"");
        a.failOnce("StateAccountKey", Kind.UNREACHABLE, "reset by peer");
        assertThat(nodes.node().call("StateAccountKey").text()).isEqualTo("b");
        assertThat(nodes.node().call("StateAccountKey").text()).isEqualTo("b");
        now = now.plusSeconds(10);
        look();
        assertThat(nodes.node().call("StateAccountKey").text()).isEqualTo("a");
    }

    @Test
    void shouldLeaveANodeAloneForLongerTheMoreOftenItFails() {
        look();
        for (int failures = 1; failures <= 3; failures++) {
            nodes.all().getFirst().failed("slow");
            assertThat(nodes.reports().getFirst().failures()).isEqualTo(failures);
            now = now.plusSeconds(5L << failures);
            nodes.all().getFirst().lookIfDue();
            assertThat(standing(0)).isEqualTo(NodeStanding.USABLE);
        }
        nodes.all().getFirst().failed("slow");
        now = now.plusSeconds(40);
        nodes.all().getFirst().lookIfDue();
        assertThat(standing(0)).as("after four failures").isEqualTo(NodeStanding.FAILING);
    }

    @Test
    void shouldTakeABusyNodesErrorForNoAnswerButARefusalForAnAnswer() {
        look();
        a.answer("StateCall", "1");
        a.failOnce("StateCall", Kind.REFUSED, "StateCall: context deadline exceeded");
        b.answer("StateCall", "2");
        assertThat(nodes.node().call("StateCall").number()).isEqualTo(2);
        b.failOnce("StateCall", Kind.REFUSED, "actor not found");
        assertThatThrownBy(() -> nodes.node().call("StateCall")).hasMessage("actor not found");
        assertThat(standing(1)).isEqualTo(NodeStanding.USABLE);
    }
}
