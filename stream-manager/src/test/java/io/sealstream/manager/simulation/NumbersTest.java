package io.sealstream.manager.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.BitField;
import io.sealstream.filecoin.NetworkPolicy;
import io.sealstream.manager.Policies;
import io.sealstream.manager.domain.policy.ChainRules;
import io.sealstream.manager.topology.Alarm;
import io.sealstream.manager.topology.Inbound;
import io.sealstream.manager.topology.TaskShell;
import io.sealstream.manager.topology.TestSerdes;
import io.sealstream.schemas.Partitions;
import io.sealstream.schemas.Serdes;
import io.sealstream.schemas.Topics;
import io.sealstream.schemas.avro.MinerPolicy;
import io.sealstream.schemas.avro.MinerRead;
import io.sealstream.schemas.avro.Request;
import io.sealstream.schemas.avro.RequestSector;
import io.sealstream.schemas.avro.Sealing;
import io.sealstream.schemas.avro.SectorAllocated;
import io.sealstream.schemas.avro.SetPolicy;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Sector numbers under load: many managers that come and go, requests that come twice, and somebody else who takes numbers too. */
class NumbersTest {
    private static final int MANAGERS = 8;
    private static final int PARTITIONS = 8;
    private static final int MINERS = 40;
    private static final int STORES = 250;
    private static final int STRANGERS_STEP = 5;
    private static final long ROUND_MILLIS = 20_000;
    private static final long MOST_ROUNDS = 200;

    private final Serdes serdes = TestSerdes.fresh();
    private final World world = world();
    private final Dice dice = world.dice("numbers");
    private final Map<String, Set<Long>> given = new HashMap<>();
    private final Map<String, BitField> taken = new HashMap<>();
    private final Set<String> busy = new HashSet<>();

    private World world() {
        Options options = Options.of(32).withOnly(Set.of(Fault.DUPLICATES, Fault.DELAYS, Fault.DROPS));
        Scheduler scheduler = new Scheduler(1_700_000_000_000L);
        return new World(options, scheduler, new MemoryLog(PARTITIONS, serdes, false), serdes,
                ChainRules.of(NetworkPolicy.DEVNET),
                new Trace(scheduler), new Storm(options), new Calm());
    }

    @Test
    @DisplayName("case 32: eight managers give ten thousand numbers while others take some")
    void shouldGiveEachNumberOnce() {
        Managers managers = new Managers(world, new TaskShell.Parts(world.rules(), serdes, PARTITIONS, Duration.ofMinutes(1),
                new Failing(), TaskShell.Defects.NONE), MANAGERS);
        world.log().witness(this::witness);
        for (int i = 0; i < MINERS; i++) {
            ActorId miner = new ActorId(1000 + i);
            send(miner, new SetPolicy(new Request("operator", 1L, 0, 0L), miner.toString(), policy()));
            observe(miner);
        }
        world.after(1, () -> round(managers, 0));
        while (count() < MINERS * STORES && world.scheduler().step()) {
            // the scheduler has everything that happens
        }
        assertThat(count()).isEqualTo(MINERS * STORES);
    }

    private int count() {
        return given.values().stream().mapToInt(Set::size).sum();
    }

    private void round(Managers managers, long number) {
        assertThat(number).as("rounds").isLessThan(MOST_ROUNDS);
        Firewall firewall = new Firewall(world);
        for (int m = 0; m < MINERS; m++) {
            ActorId miner = new ActorId(1000 + m);
            if (dice.chance(0.2)) {
                observe(miner);
            }
            for (int s = 0; s < STORES; s++) {
                String store = "scratch-" + s;
                if (!busy.contains(miner + "/" + store) && dice.chance(0.3)) {
                    RequestSector request = new RequestSector(new Request("node/" + store, 1L, 0, 0L), miner.toString(), "node",
                            1L, store);
                    firewall.pass(() -> append(Topics.NODE_RESULT, miner, request));
                }
            }
        }
        if (dice.chance(0.5) && managers.alive().size() > 1) {
            SimManager victim = dice.pick(managers.alive());
            managers.kill(victim);
            world.after(2 * ROUND_MILLIS, () -> managers.start(victim));
        }
        world.after(ROUND_MILLIS, () -> round(managers, number + 1));
    }

    /** The chain says which numbers are taken; each time a stranger has taken a few more of those that come next. */
    private void observe(ActorId miner) {
        BitField before = taken.getOrDefault(miner.toString(), BitField.EMPTY);
        BitField now = before;
        for (int i = 0; i < STRANGERS_STEP; i++) {
            long number = dice.between(0L, 10L * STORES);
            if (!given.getOrDefault(miner.toString(), Set.of()).contains(number)) {
                now = now.with(number);
            }
        }
        taken.put(miner.toString(), now);
        String worker = SimChain.key(1).toString();
        append(Topics.CHAIN_RESULT, miner,
                new MinerRead(miner + "/MINER", miner.toString(), worker, worker, List.of(), 2048L, 10, 0L, 7,
                        ByteBuffer.wrap(now.toRle()), "0", "0", 1L, List.of("tipset")));
    }

    private void witness(LogRecord record) {
        if (record.topic.equals(Topics.SECTOR_EVENT) && world.log().read(record) instanceof SectorAllocated e) {
            assertThat(given.computeIfAbsent(e.getMiner(), each -> new HashSet<>()).add(e.getSector()))
                    .as("%s/%s is given for the first time", e.getMiner(), e.getSector()).isTrue();
            busy.add(e.getMiner() + "/" + e.getStore());
        }
    }

    private static MinerPolicy policy() {
        String fil = "1000000000000000000";
        return Policies.single(100_000, Sealing.CONTINUOUS, fil).setMessageConfidence(5).build();
    }

    private void send(ActorId miner, SpecificRecord command) {
        append(Topics.MINER_COMMAND, miner, command);
    }

    private void append(io.sealstream.schemas.Topic topic, ActorId miner, SpecificRecord record) {
        world.log().append(topic, Partitions.partitionOf(miner, PARTITIONS), miner.toString(), record);
    }

    private static final class Failing implements Alarm {
        @Override
        public void unreadable(Inbound record, String reason) {
            throw new AssertionError(reason);
        }

        @Override
        public void bug(Inbound record, RuntimeException bug) {
            throw new AssertionError(bug);
        }

        @Override
        public void rejected(Inbound record, String command, String reason) {
            // busy stores and repeats are refused
        }
    }
}
