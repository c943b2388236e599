package io.sealstream.manager.simulation;

import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.SectorId;
import io.sealstream.manager.Policies;
import io.sealstream.manager.domain.sector.Persistence;
import io.sealstream.manager.domain.sector.Sector;
import io.sealstream.manager.domain.sector.SectorState;
import io.sealstream.manager.replay.Fold;
import io.sealstream.manager.topology.Stores;
import io.sealstream.schemas.Partitions;
import io.sealstream.schemas.Topics;
import io.sealstream.schemas.avro.AbortSector;
import io.sealstream.schemas.avro.AllocateSectors;
import io.sealstream.schemas.avro.MinerPolicy;
import io.sealstream.schemas.avro.Reply;
import io.sealstream.schemas.avro.Request;
import io.sealstream.schemas.avro.RetrySector;
import io.sealstream.schemas.avro.Sealing;
import io.sealstream.schemas.avro.SetPolicy;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** An operator with a rising number for his requests, who repeats the open one until he has its reply, and looks after stuck sectors. */
final class SimOperator {
    /** Epochs on top of a receipt before it counts: no reorg of the simulation is deeper. */
    static final int CONFIDENCE = 12;
    static final int DEEPEST_REORG = 10;
    private static final long REPEAT_MILLIS = 45_000;
    private static final long LOOK_MILLIS = 300_000;
    /** How often he asks for more attempts of a stuck step before he gives the sector up. */
    static final int MOST_RETRIES = 4;
    private static final String FIL = "000000000000000000";

    private final World world;
    private final Firewall firewall;
    private final Fold fold;
    private final String client;
    private final Map<ActorId, Deque<Function<Request, SpecificRecord>>> wishes = new TreeMap<>();
    private final Map<ActorId, Long> numbers = new TreeMap<>();
    private final Map<SectorId, Integer> retries = new TreeMap<>();
    private final Dice dice;

    SimOperator(World world, Firewall firewall, Fold fold, String client) {
        this.world = world;
        this.firewall = firewall;
        this.fold = fold;
        this.client = client;
        this.dice = world.dice("operator");
        world.log().witness(record -> {
            if (record.topic.equals(Topics.REPLY) && world.log().read(record) instanceof Reply reply) {
                answered(reply);
            }
        });
        world.after(LOOK_MILLIS, this::look);
    }

    private static MinerPolicy policy(String worker, String control) {
        return Policies.single(1_000, Sealing.ON_DEMAND, "1" + FIL).setPreCommitSenders(List.of(worker))
                .setProveCommitSenders(List.of(worker)).setPostSenders(List.of(control)).setMessageConfidence(CONFIDENCE)
                .setSeedConfidence(CONFIDENCE).setChallengeConfidence(2).build();
    }

    void begin(ActorId miner, String worker, String control, int sectors) {
        wish(miner, request -> new SetPolicy(request, miner.toString(), policy(worker, control)));
        wish(miner, request -> new AllocateSectors(request, miner.toString(), sectors));
    }

    void wantMore(ActorId miner) {
        wish(miner, request -> new AllocateSectors(request, miner.toString(), 1));
    }

    void giveUp(SectorId sector) {
        world.trace().say(client, "gives up " + sector);
        wish(sector.miner(), request -> new AbortSector(request, sector.miner().toString(), sector.number(), "no longer wanted"));
    }

    private void wish(ActorId miner, Function<Request, SpecificRecord> record) {
        Deque<Function<Request, SpecificRecord>> open = wishes.computeIfAbsent(miner, each -> new ArrayDeque<>());
        open.add(record);
        if (open.size() == 1) {
            send(miner);
        }
    }

    private long number(ActorId miner) {
        return numbers.getOrDefault(miner, 1L);
    }

    private void send(ActorId miner) {
        Function<Request, SpecificRecord> first = wishes.getOrDefault(miner, new ArrayDeque<>()).peek();
        if (first == null) {
            return;
        }
        long number = number(miner);
        SpecificRecord command = first.apply(new Request(client + " of " + miner, number, 0, 0L));
        if (world.log().reachable()) {
            firewall.pass(() -> world.log().append(Topics.MINER_COMMAND, Partitions.partitionOf(miner, world.log().partitions()),
                    miner.toString(), command));
        }
        world.after(REPEAT_MILLIS, () -> {
            if (number(miner) == number) {
                send(miner);
            }
        });
    }

    private void answered(Reply reply) {
        wishes.forEach((miner, open) -> {
            if (reply.getClient().equals(client + " of " + miner) && reply.getNumber() == number(miner) && !open.isEmpty()) {
                world.trace().say(client, "request " + reply.getNumber() + " of " + miner + ": "
                        + (reply.getOk() ? reply.getValue() : reply.getError()));
                open.poll();
                numbers.put(miner, number(miner) + 1);
                world.after(1, () -> send(miner));
            }
        });
    }

    /** True when nothing he asked for is open. */
    boolean satisfied() {
        return wishes.values().stream().allMatch(Deque::isEmpty);
    }

    // ---- alerts

    private void look() {
        List.copyOf(fold.states(Stores.SECTORS).values()).forEach(this::look);
        world.after(LOOK_MILLIS, this::look);
    }

    private void look(Sector sector) {
        String stuck = stuck(sector);
        if (stuck == null) {
            return;
        }
        int tried = retries.merge(sector.id(), 1, Integer::sum);
        boolean lost = stuck.contains("not in scratch");
        if (tried > (lost ? 1 : MOST_RETRIES)) {
            giveUp(sector.id());
            wantMore(sector.id().miner());
        } else {
            world.trace().say(client, "retries " + sector.id() + ": " + stuck);
            ActorId miner = sector.id().miner();
            wish(miner, request -> new RetrySector(request, miner.toString(), sector.id().number()));
        }
    }

    private static @Nullable String stuck(Sector sector) {
        if (sector.state() instanceof SectorState.AwaitingPerson s) {
            return s.reason();
        }
        if (sector.state() instanceof SectorState.Aborted) {
            return null;
        }
        return sector.persistence() instanceof Persistence.Stuck p ? p.reason() : null;
    }

    /** Now and then he changes his mind. */
    void act(List<ActorId> miners) {
        ActorId miner = dice.pick(miners);
        List<Sector> sectors = List.copyOf(fold.states(Stores.SECTORS, miner.toString()).values());
        if (!sectors.isEmpty() && dice.chance(0.4)) {
            giveUp(dice.pick(sectors).id());
        } else {
            wantMore(miner);
        }
    }
}
