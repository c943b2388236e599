package io.sealstream.manager.simulation;

import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.SectorId;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.manager.domain.message.LaneMessage;
import io.sealstream.manager.domain.message.LaneState;
import io.sealstream.manager.domain.sector.Persistence;
import io.sealstream.manager.domain.sector.Sector;
import io.sealstream.manager.domain.sector.SectorState;
import io.sealstream.manager.replay.Fold;
import io.sealstream.manager.topology.Stores;
import io.sealstream.schemas.Partitions;
import io.sealstream.schemas.Topics;
import io.sealstream.schemas.avro.AbortSector;
import io.sealstream.schemas.avro.AllocateSectors;
import io.sealstream.schemas.avro.FlushBatch;
import io.sealstream.schemas.avro.LaneAction;
import io.sealstream.schemas.avro.MinerPolicy;
import io.sealstream.schemas.avro.OrderLane;
import io.sealstream.schemas.avro.Purpose;
import io.sealstream.schemas.avro.Reply;
import io.sealstream.schemas.avro.Request;
import io.sealstream.schemas.avro.RetrySector;
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
    private static final long LONGEST_PAUSE_MILLIS = 600_000;
    /** How often he asks for more attempts of a stuck step before he gives the sector up. */
    static final int MOST_RETRIES = 4;

    private final World world;
    private final Firewall firewall;
    private final Fold fold;
    private final String client;
    private final Map<ActorId, Deque<Function<Request, SpecificRecord>>> wishes = new TreeMap<>();
    private final Map<ActorId, Long> numbers = new TreeMap<>();
    private final Map<SectorId, Integer> retries = new TreeMap<>();
    private final Dice dice;
    private long orders;

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

    void begin(ActorId miner, MinerPolicy policy, int sectors) {
        wish(miner, request -> new SetPolicy(request, miner.toString(), policy));
        wish(miner, request -> new AllocateSectors(request, miner.toString(), sectors));
    }

    void wantMore(ActorId miner) {
        wish(miner, request -> new AllocateSectors(request, miner.toString(), 1));
    }

    void giveUp(SectorId sector) {
        world.trace().say(client, "gives up " + sector);
        wish(sector.miner(), request -> new AbortSector(request, sector.miner().toString(), sector.number(), "no longer wanted"));
    }

    private void flush(ActorId miner) {
        Purpose purpose = dice.pick(List.of(Purpose.PRECOMMIT, Purpose.PROVE_COMMIT));
        world.trace().say(client, "wants all that wait for " + purpose + " of " + miner + " to go");
        wish(miner, request -> new FlushBatch(request, miner.toString(), purpose, List.of()));
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

    // ---- lanes

    /** He acts on a lane or on one of its messages. What he pauses he resumes after a while. */
    void order(List<ActorId> miners) {
        Address sender = dice.pick(Keys.of(dice.pick(miners)).lanes());
        LaneState lane = fold.states(Stores.LANES, sender.toString()).get(sender.toString());
        if (lane == null || lane.open().isEmpty() || dice.chance(0.2)) {
            pause(sender);
        } else {
            LaneMessage message = dice.pick(lane.open());
            LaneAction action = dice.pick(List.of(LaneAction.RESEND, LaneAction.REPLACE, LaneAction.CANCEL));
            String maxFee = action == LaneAction.REPLACE && dice.chance(0.5) ? TokenAmount.ofFil(2).toString() : null;
            order(sender, message.intent().id(), action, maxFee);
        }
    }

    private void pause(Address sender) {
        order(sender, "", LaneAction.PAUSE, null);
        world.after(dice.between(60_000L, LONGEST_PAUSE_MILLIS), () -> resume(sender));
    }

    /** Repeats himself until the lane goes on. */
    void resume(Address sender) {
        LaneState lane = fold.states(Stores.LANES, sender.toString()).get(sender.toString());
        if (lane != null && lane.paused() != null) {
            order(sender, "", LaneAction.RESUME, null);
            world.after(REPEAT_MILLIS, () -> resume(sender));
        }
    }

    /** Given once: an order that is lost is not missed. */
    private void order(Address sender, String intent, LaneAction action, @Nullable String maxFee) {
        world.trace().say(client, action + " " + sender + " " + intent);
        OrderLane record = new OrderLane(new Request(client + " of lanes", ++orders, 0, 0L), sender.toString(), intent, action,
                "he knows better", maxFee);
        if (world.log().reachable()) {
            int partition = Partitions.partitionFor(Topics.MESSAGE_COMMAND, sender.toString(), world.log().partitions());
            firewall.pass(() -> world.log().append(Topics.MESSAGE_COMMAND, partition, sender.toString(), record));
        }
    }

    /** Now and then he changes his mind. */
    void act(List<ActorId> miners) {
        ActorId miner = dice.pick(miners);
        List<Sector> sectors = List.copyOf(fold.states(Stores.SECTORS, miner.toString()).values());
        if (!sectors.isEmpty() && dice.chance(0.4)) {
            giveUp(dice.pick(sectors).id());
        } else if (dice.chance(0.5)) {
            flush(miner);
        } else {
            wantMore(miner);
        }
    }
}
