package io.sealstream.manager.simulation;

import io.sealstream.manager.edge.chain.EdgeParts;
import io.sealstream.schemas.Topics;
import io.sealstream.schemas.avro.ChainRequestFailed;
import io.sealstream.schemas.avro.DrawRandomness;
import io.sealstream.schemas.avro.RandomnessPurpose;
import io.sealstream.schemas.avro.RandomnessDrawn;
import io.sealstream.schemas.Partitions;
import io.sealstream.schemas.Topic;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.avro.specific.SpecificRecord;

/** The chain edge: requests run beside each other, results are stored before their request counts as done. */
final class SimChainEdge {
    private static final long PATIENCE_MILLIS = 20_000;
    private static final long RETRY_MILLIS = 2_000;

    private final World world;
    private final EdgeParts parts;
    private final Firewall firewall;
    private final Dice dice;
    private final List<Lane> lanes = new ArrayList<>();
    private final Set<String> underWay = new HashSet<>();
    private int generation;

    /** One partition of {@code chain.request}. */
    private final class Lane {
        final int partition;
        final TreeSet<Long> open = new TreeSet<>();
        MemoryLog.Reader reader;
        boolean planned;

        Lane(int partition) {
            this.partition = partition;
            this.reader = reader(0);
            world.log().listen(Topics.CHAIN_REQUEST, partition, this::plan);
        }

        private MemoryLog.Reader reader(long from) {
            return new MemoryLog.Reader(world.log(), Topics.CHAIN_REQUEST, partition, from,
                    world.options().defect() == Defect.UNCOMMITTED_READS);
        }

        /** Lowest offset that is not done. */
        long committed() {
            return open.isEmpty() ? reader.position() : open.first();
        }

        void plan() {
            if (!planned) {
                planned = true;
                world.after(dice.between(1, 20), () -> {
                    planned = false;
                    for (LogRecord next = reader.take(); next != null; next = reader.take()) {
                        begin(this, next);
                    }
                });
            }
        }
    }

    SimChainEdge(World world, SimChainNode node, Firewall firewall) {
        this.world = world;
        this.parts = new EdgeParts(node);
        this.firewall = firewall;
        this.dice = world.dice("chain edge");
        for (int i = 0; i < world.log().partitions(); i++) {
            lanes.add(new Lane(i));
        }
    }

    private void begin(Lane lane, LogRecord record) {
        SpecificRecord request = world.log().read(record);
        if (request == null) {
            throw new Violation("effects", "a chain request without a value at " + record.place());
        }
        EdgeParts.Facts facts = EdgeParts.facts(request).orElseThrow();
        if (!underWay.add(facts.requestId())) {
            return;
        }
        lane.open.add(record.offset);
        int mine = generation;
        world.after(dice.between(20L, 800L), () -> answer(lane, record, facts, request, mine, world.now() + PATIENCE_MILLIS));
    }

    private void answer(Lane lane, LogRecord record, EdgeParts.Facts facts, SpecificRecord request, int mine, long until) {
        if (mine != generation) {
            return;
        }
        SpecificRecord result = ask(request);
        if (result instanceof ChainRequestFailed failed && failed.getRetriable() && world.now() < until) {
            world.after(RETRY_MILLIS, () -> answer(lane, record, facts, request, mine, until));
            return;
        }
        world.trace().say("chain edge", facts.requestId() + " -> " + result.getSchema().getName()
                + (result instanceof ChainRequestFailed failed ? ": " + failed.getMessage() : ""));
        Topic topic = facts.toLane() ? Topics.MESSAGE_RESULT : Topics.CHAIN_RESULT;
        int partition = Partitions.partitionFor(topic, facts.key(), world.log().partitions());
        store(lane, record, facts, mine, () -> world.log().append(topic, partition, facts.key(), result));
    }

    private SpecificRecord ask(SpecificRecord request) {
        if (world.options().defect() == Defect.TICKET_OFF_BY_ONE && request instanceof DrawRandomness draw
                && draw.getPurpose() == RandomnessPurpose.SEAL_TICKET) {
            return offByOne(draw);
        }
        return parts.answer(request);
    }

    /** The planted bug: the ticket of the epoch before, told as that of the epoch asked for. */
    private SpecificRecord offByOne(DrawRandomness draw) {
        SpecificRecord result = parts.answer(DrawRandomness.newBuilder(draw).setEpoch(draw.getEpoch() - 1).build());
        return result instanceof RandomnessDrawn drawn
                ? RandomnessDrawn.newBuilder(drawn).setDrawEpoch(draw.getEpoch()).build()
                : result;
    }

    private void store(Lane lane, LogRecord record, EdgeParts.Facts facts, int mine, Runnable append) {
        if (!world.log().reachable()) {
            world.after(RETRY_MILLIS, () -> store(lane, record, facts, mine, append));
            return;
        }
        if (mine != generation) {
            return;
        }
        firewall.pass(append);
        lane.open.remove(record.offset);
        underWay.remove(facts.requestId());
    }

    /** Dies and comes back: what was under way is begun again from the committed offsets. */
    void restart() {
        world.trace().say("chain edge", "killed");
        generation++;
        underWay.clear();
        for (Lane lane : lanes) {
            lane.reader = lane.reader(lane.committed());
            lane.open.clear();
            lane.plan();
        }
    }
}
