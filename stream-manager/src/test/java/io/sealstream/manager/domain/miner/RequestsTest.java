package io.sealstream.manager.domain.miner;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.manager.domain.Effect;
import io.sealstream.manager.domain.Request;
import io.sealstream.manager.domain.Step;
import io.sealstream.manager.domain.miner.MinerEvent.RequestAnswered;
import io.sealstream.manager.domain.policy.Sealing;
import io.sealstream.manager.domain.sector.SectorCommand;
import io.sealstream.manager.domain.sector.SectorState;
import org.junit.jupiter.api.Test;

/** Requesters: numbers, repeats and refusals. */
class RequestsTest {
    private final Cluster cluster = Cluster.begin(Sealing.CONTINUOUS);

    @Test
    void shouldGiveTheFirstNumberOfTheRange() {
        Step<MinerState, MinerEvent> step = cluster.ask("node-a", "s1");

        assertThat(Cluster.reply(step).value()).isEqualTo("{\"sector\":10}");
        assertThat(cluster.given).containsExactly(10L);
        assertThat(cluster.sector(10).origin().node()).isEqualTo("node-a");
    }

    @Test
    void shouldSkipNumbersTheChainHasSeen() {
        cluster.observe(10, 11);

        assertThat(Cluster.reply(cluster.ask("node-a", "s1")).value()).isEqualTo("{\"sector\":12}");
    }

    @Test
    void shouldNotGiveANumberAgainAfterItWasGivenUp() {
        cluster.ask("node-a", "s1");
        cluster.step(new MinerCommand.AbortSector(cluster.request("cli"), 10, "wrong store"));

        assertThat(cluster.sector(10).state()).isInstanceOf(SectorState.Aborted.class);
        assertThat(Cluster.reply(cluster.ask("node-a", "s1")).value()).isEqualTo("{\"sector\":11}");
    }

    @Test
    void shouldSayWhenTheRangeIsUsedUp() {
        for (int i = 0; i < 4; i++) {
            cluster.ask("node-a", "s" + i);
        }

        assertThat(cluster.ask("node-a", "s9").rejected()).isEqualTo("all numbers from 10 to 13 are used");
    }

    @Test
    void shouldGiveOneSectorToAStoreAtATime() {
        cluster.ask("node-a", "s1");
        Step<MinerState, MinerEvent> step = cluster.ask("node-a", "s1");

        assertThat(step.rejected()).contains("store s1").contains("is busy with sector f01000/10");
        assertThat(Cluster.reply(step).ok()).isFalse();
    }

    @Test
    void shouldTellStoresOfTwoNodesApart() {
        cluster.ask("node-a", "scratch");

        assertThat(cluster.ask("node-b", "scratch").rejected()).as("a store's name is unique on its node only").isNull();
        assertThat(cluster.given).containsExactly(10L, 11L);
    }

    @Test
    void shouldGiveOnDemandOnlyAsManyAsAreWanted() {
        Cluster onDemand = Cluster.begin(Sealing.ON_DEMAND);

        assertThat(onDemand.ask("node-a", "s1").rejected()).contains("no sector is wanted: 0 of 0 are begun");
        onDemand.step(new MinerCommand.AllocateSectors(onDemand.request("cli"), 2));
        onDemand.ask("node-a", "s1");
        onDemand.ask("node-a", "s2");
        assertThat(onDemand.ask("node-a", "s3").rejected()).contains("no sector is wanted: 2 of 2 are begun");
    }

    @Test
    void shouldCountWhatIsWantedFromWhatIsBegun() {
        cluster.ask("node-a", "s1");
        Step<MinerState, MinerEvent> step = cluster.step(new MinerCommand.AllocateSectors(cluster.request("cli"), 2));

        assertThat(Cluster.reply(step).value()).isEqualTo("{\"wanted\":3,\"begun\":1}");
    }

    @Test
    void shouldRefuseToAllocateNothing() {
        Step<MinerState, MinerEvent> step = cluster.step(new MinerCommand.AllocateSectors(cluster.request("cli"), 0));

        assertThat(Cluster.reply(step).error()).isEqualTo("count must be at least 1, not 0");
    }

    @Test
    void shouldGiveTheOriginalReplyToARepeat() {
        Request request = cluster.request("node-a");
        MinerCommand.RequestSector ask = new MinerCommand.RequestSector(request, "node-a", 1, "s1");
        cluster.step(ask);
        Step<MinerState, MinerEvent> again = cluster.step(ask);

        assertThat(again.events()).isEmpty();
        assertThat(again.effects()).containsExactly(new Effect.Reply(request, true, "{\"sector\":10}", ""));
        assertThat(cluster.given).containsExactly(10L);
    }

    @Test
    void shouldRepeatARecordedRefusalUnchanged() {
        Request request = cluster.request("cli");
        cluster.step(new MinerCommand.RetrySector(request, 10));
        Step<MinerState, MinerEvent> again = cluster.step(new MinerCommand.RetrySector(request, 10));

        assertThat(again.events()).isEmpty();
        assertThat(Cluster.reply(again).error()).isEqualTo("nothing of sector f01000/10 is stuck");
    }

    @Test
    void shouldLetAnIdleStoreAskAgainUnderTheSameNumber() {
        Cluster onDemand = Cluster.begin(Sealing.ON_DEMAND);
        MinerCommand.RequestSector ask = new MinerCommand.RequestSector(onDemand.request("node-a"), "node-a", 1, "s1");

        assertThat(onDemand.step(ask).rejected()).contains("no sector is wanted");
        onDemand.step(new MinerCommand.AllocateSectors(onDemand.request("cli"), 1));
        assertThat(Cluster.reply(onDemand.step(ask)).ok()).isTrue();
    }

    @Test
    void shouldRefuseALowerNumberThanTheLast() {
        Request old = cluster.request("node-a");
        cluster.ask("node-a", "s1");
        Step<MinerState, MinerEvent> step = cluster.step(new MinerCommand.RequestSector(old, "node-a", 1, "s2"));

        assertThat(step.rejected()).contains("is older than its last one");
        assertThat(cluster.given).hasSize(1);
    }

    @Test
    void shouldRefuseARequestAfterItsTime() {
        Request late = new Request("cli", 99, 1, 9_999);

        assertThat(cluster.step(new MinerCommand.AllocateSectors(late, 1)).rejected())
                .contains("valid until epoch 9999, now is 10000");
    }

    @Test
    void shouldRefuseEverythingBeforeAPolicy() {
        Cluster unknown = new Cluster();

        assertThat(unknown.ask("node-a", "s1").rejected()).contains("has no policy").contains("policy apply");
        assertThat(Cluster.reply(unknown.step(new MinerCommand.AllocateSectors(unknown.request("cli"), 1))).error())
                .contains("has no policy");
    }

    @Test
    void shouldGiveNoNumberBeforeTheChainWasRead() {
        Cluster unread = new Cluster();
        unread.step(new MinerCommand.SetPolicy(unread.request("cli"), Cluster.policy(Sealing.CONTINUOUS)));

        assertThat(unread.ask("node-a", "s1").rejected()).contains("has not been read from the chain yet");
    }

    @Test
    void shouldRefuseAPolicyThatCannotBeUsed() {
        Step<MinerState, MinerEvent> step = cluster.step(new MinerCommand.SetPolicy(cluster.request("cli"),
                Cluster.policy(Sealing.CONTINUOUS, Cluster.MINER.address())));

        assertThat(Cluster.reply(step).error()).contains("senders must be key addresses");
        assertThat(step.events()).hasExactlyElementsOfTypes(RequestAnswered.class);
    }

    @Test
    void shouldRefuseAnOlderProcessOfTheSameName() {
        cluster.see("node-a", 5, "s1");

        assertThat(cluster.ask("node-a", "s1").rejected()).contains("a newer process named node-a is running");
    }

    @Test
    void shouldSayWhyASectorCannotBeGivenUp() {
        Step<MinerState, MinerEvent> step = cluster.step(new MinerCommand.AbortSector(cluster.request("cli"), 11, "no"));

        assertThat(Cluster.reply(step).error()).isEqualTo("sector f01000/11 cannot be given up: it is not known");
    }

    @Test
    void shouldFreeTheStoreOfASectorThatWasGivenUp() {
        cluster.ask("node-a", "s1");
        cluster.sector(10, new SectorCommand.Abort("no"));

        assertThat(cluster.busy()).isEmpty();
    }
}
