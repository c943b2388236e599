package io.sealstream.manager.domain.miner;

import io.sealstream.manager.domain.FailureCause;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.filecoin.BitField;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.manager.domain.policy.BatchRules;
import io.sealstream.manager.domain.policy.LaneLimits;
import io.sealstream.manager.domain.Effect;
import io.sealstream.manager.domain.Effect.Receipt;
import io.sealstream.manager.domain.IntentOutcome;
import io.sealstream.manager.domain.Purpose;
import io.sealstream.manager.domain.Request;
import io.sealstream.manager.domain.Step;
import io.sealstream.manager.domain.miner.MinerCommand.PlanDeadline;
import io.sealstream.manager.domain.policy.MinerPolicy;
import io.sealstream.manager.domain.policy.Sealing;
import io.sealstream.manager.domain.sector.Sector;
import io.sealstream.manager.domain.sector.SectorState;
import io.sealstream.manager.domain.task.ProvenSector;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Any command in any state of a miner: requests that repeat, go back and overlap, nodes that flap, a chain with sectors of others. */
class MinerRandomTest {
    private static final int STEPS = 2_500;
    private static final int NODES = 4;

    private final Cluster cluster = new Cluster();
    private final Set<Long> foreign = new TreeSet<>();
    private final Map<Request, String> answered = new HashMap<>();
    private final SortedMap<String, Bytes> intents = new TreeMap<>();

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = { 1, 2, 20261})
    void shouldGiveEachNumberOnceAndEachRequestOneAnswer(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < STEPS; i++) {
            cluster.now = cluster.now.plus(random.nextInt(2));
            if (random.nextInt(4) == 0 && !cluster.sectors.isEmpty()) {
                moveSector(random);
            } else {
                send(command(random));
            }
            cluster.standing().forEach(intent -> assertThat(intents.merge(intent.id(), intent.params(), (old, now) -> old))
                    .as("what %s says", intent.id()).isEqualTo(intent.params()));
        }

        assertThat(cluster.given).doesNotHaveDuplicates().hasSizeGreaterThan(3);
        assertThat(cluster.given).allMatch(n -> n >= Cluster.FIRST && n <= 40);
        assertThat(cluster.folded()).isEqualTo(cluster.state);
        assertThat(intents).hasSizeGreaterThan(2);
        busyStoresHoldTheSectorsBeingSealed();
    }

    private void busyStoresHoldTheSectorsBeingSealed() {
        for (Map.Entry<String, Long> busy : cluster.busy().entrySet()) {
            Sector sector = cluster.sector(busy.getValue());
            assertThat(busy.getKey()).isEqualTo(sector.origin().node() + "/" + sector.origin().store());
        }
        assertThat(cluster.busy().values()).doesNotHaveDuplicates();
    }

    private void send(MinerCommand command) {
        int before = cluster.given.size();
        BitField allocated = cluster.state == null || cluster.state.observed() == null
                ? BitField.EMPTY
                : cluster.state.observed().allocated();
        Step<MinerState, MinerEvent> step = cluster.step(command);
        for (long number : cluster.given.subList(before, cluster.given.size())) {
            assertThat(allocated.contains(number)).as("the chain has seen %d", number).isFalse();
        }
        if (command instanceof MinerCommand.Asked asked && step.rejected() == null) {
            String reply = Cluster.reply(step).value() + Cluster.reply(step).error();
            assertThat(answered.merge(asked.request(), reply, (first, again) -> first)).isEqualTo(reply);
        }
    }

    private MinerCommand command(Random random) {
        String node = "node-" + random.nextInt(NODES);
        return switch (random.nextInt(14)) {
            case 0 -> policy(random);
            case 1 -> observed(random);
            case 2, 3, 4 -> new MinerCommand.RequestSector(request(random, node), node, random.nextInt(4),
                    "s" + random.nextInt(3));
            case 5 -> new MinerCommand.AllocateSectors(request(random, "cli"), random.nextInt(4) - 1);
            case 6 -> random.nextInt(3) == 0
                    ? new MinerCommand.AbortSector(request(random, "cli"), number(random), "chance")
                    : new MinerCommand.RetrySector(request(random, "cli"), number(random));
            case 7 -> new MinerCommand.SeeNode(node, random.nextInt(4), List.of(), random.nextBoolean(), random.nextBoolean());
            case 8 -> new MinerCommand.LoseNode(node, random.nextInt(4));
            case 9 -> new MinerCommand.OfferSector(number(random), purpose(random));
            case 10 -> quote(random);
            case 11 -> news(random);
            case 12 -> deadline(random);
            default -> random.nextBoolean()
                    ? new MinerCommand.Wake()
                    : new MinerCommand.HearFailure("x", "ReadMiner", "no", random.nextBoolean());
        };
    }

    /** The range moves on, so that numbers are free again. */
    private MinerCommand policy(Random random) {
        var usual = Cluster.policy(random.nextInt(3) == 0 ? Sealing.ON_DEMAND : Sealing.CONTINUOUS);
        return new MinerCommand.SetPolicy(request(random, "cli"), random.nextInt(5) == 0
                ? Cluster.policy(Sealing.CONTINUOUS, Cluster.MINER.address())
                : new MinerPolicy(Cluster.FIRST, 20 + random.nextInt(21), usual.sealProof(),
                        usual.sealing(), 0, usual.stores(), List.of(), List.of(), List.of(), usual.fees(), true, 5, 2, 2, 1, 3,
                        BatchRules.NONE, BatchRules.NONE, LaneLimits.NONE));
    }

    /** Numbers that others took; what the chain has seen it never forgets. */
    private MinerCommand observed(Random random) {
        if (random.nextInt(3) == 0) {
            foreign.add(10L + random.nextInt(20));
        }
        return new MinerCommand.ObserveMiner("f01000/MINER",
                Cluster.observed(foreign.stream().mapToLong(Long::longValue).toArray()), cluster.now);
    }

    /** Mostly the next number of the client, sometimes the last again or an old one. */
    private Request request(Random random, String client) {
        long last = cluster.state == null || !cluster.state.clients().containsKey(client)
                ? 0
                : cluster.state.clients().get(client).number();
        long number = last + (random.nextInt(5) == 0 ? random.nextInt(3) - 2 : 1);
        return new Request(client, number, 1, random.nextInt(9) == 0 ? cluster.now.value() - random.nextInt(2) : 0);
    }

    private static <T> T pick(Random random, T[] choice) {
        return choice[random.nextInt(choice.length)];
    }

    private static long number(Random random) {
        return Cluster.FIRST + random.nextInt(12);
    }

    private static Purpose purpose(Random random) {
        return random.nextInt(4) == 0 ? pick(random, Purpose.values()) : Purpose.PRECOMMIT;
    }

    private MinerCommand quote(Random random) {
        Purpose purpose = random.nextInt(4) == 0 ? Purpose.PROVE_COMMIT : Purpose.PRECOMMIT;
        Optional<Effect.AskChain> asked = cluster.state == null ? Optional.empty() : cluster.question(purpose);
        cluster.each = TokenAmount.ofNanoFil(random.nextInt(9));
        return asked.<MinerCommand>map(cluster::answer)
                .orElse(new MinerCommand.AcceptQuote("f01000/x/quote", purpose, new TreeMap<>(), new TreeMap<>(),
                        TokenAmount.ZERO, TokenAmount.ZERO, new TreeMap<>()));
    }

    private MinerCommand news(Random random) {
        IntentOutcome outcome = pick(random, IntentOutcome.values());
        List<String> known = List.copyOf(intents.keySet());
        String intent = known.isEmpty() || random.nextInt(9) == 0
                ? "f01000/WINDOW_POST/0/" + random.nextInt(90) + "/-1/aa/x"
                : known.get(random.nextInt(known.size()));
        return new MinerCommand.ResolveIntent(intent, purpose(random), outcome,
                new Receipt(cluster.now.value(), random.nextInt(3) == 0 ? 16 : 0, Bytes.of(new byte[]{ (byte) random.nextInt()}),
                        9),
                "chance", FailureCause.NONE);
    }

    private MinerCommand deadline(Random random) {
        int index = random.nextInt(48);
        ChainEpoch start = ChainEpoch.of(8_640L + 2_880L * random.nextInt(3));
        String id = random.nextInt(5) == 0 ? "x" : "f01000/" + index + "/" + start + "/plan";
        ProvenSector sector = new ProvenSector(number(random), Cid.sealed(new byte[32]), 5);
        return new PlanDeadline(id, index, start, start.plus(index * 60L - 20),
                random.nextBoolean() ? Bytes.EMPTY : Bytes.of(new byte[32]),
                List.of(new PlanDeadline.PartitionSeen(0, BitField.EMPTY, BitField.EMPTY, BitField.of(sector.number()))),
                List.of(sector), List.of());
    }

    /** A random sector goes on until it waits for a precommit. */
    private void moveSector(Random random) {
        List<Sector> all = List.copyOf(cluster.sectors.values());
        Sector sector = all.get(random.nextInt(all.size()));
        if (sector.state() instanceof SectorState.AwaitingPieces) {
            cluster.sealedBy(sector);
        }
    }
}
