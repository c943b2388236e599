package io.sealstream.manager.topology;

import io.sealstream.manager.domain.node.KnownNode;
import io.sealstream.manager.domain.node.NodeInput;
import io.sealstream.manager.domain.node.NodeMachine;
import io.sealstream.manager.wire.BadRecordException;
import io.sealstream.manager.wire.EffectRecords;
import io.sealstream.manager.wire.NodeStatusRecords;
import io.sealstream.manager.wire.Outgoing;
import io.sealstream.schemas.DeadLetters;
import io.sealstream.schemas.Partitions;
import io.sealstream.schemas.Serdes;
import io.sealstream.schemas.Topics;
import io.sealstream.schemas.UndecodableException;
import io.sealstream.schemas.avro.NodeStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * The shell around the table of nodes of one partition. Wall-clock time comes in as a value. Contract as of {@link Shell}; heartbeats are no
 * facts, so there are no events here: miners record what they are told.
 */
public final class NodeShell {
    /** Most nodes of one partition. */
    static final int MAX_NODES = 10_000;

    private final NodeMachine machine;
    private final EffectRecords effects;
    private final Serdes serdes;
    private final int partitions;
    private final StateStore stores;
    private final Output output;
    private final Alarm alarm;
    private final StateMemo memo = new StateMemo();

    NodeShell(Duration silence, Serdes serdes, int partitions, StateStore stores, Output output, Alarm alarm) {
        this.machine = new NodeMachine(silence);
        this.effects = new EffectRecords(partitions);
        this.serdes = serdes;
        this.partitions = partitions;
        this.stores = stores;
        this.output = output;
        this.alarm = alarm;
    }

    /**
     * Handles one heartbeat. A tombstone (the topic is compacted and short-lived) says nothing.
     *
     * @param now Unix milliseconds
     */
    public void process(Inbound in, long now) {
        if (in.value() == null) {
            return;
        }
        try {
            NodeInput.Heartbeat beat = heartbeat(in, now);
            advance(beat.node(), beat);
        } catch (UndecodableException | BadRecordException | TooLargeException e) {
            alarm.unreadable(in, String.valueOf(e.getMessage()));
            Outgoing letter = new Outgoing(Topics.DEAD_LETTER, DeadLetters.key(in.key()), in.partition(),
                    DeadLetters.of(in.topic(), in.partition(), in.offset(), in.key(), in.value(),
                            String.valueOf(e.getMessage())));
            Encoded.of(letter, serdes, partitions).leaveBy(output);
        }
    }

    private NodeInput.Heartbeat heartbeat(Inbound in, long now) {
        if (!Partitions.belongs(Topics.NODE_STATUS, in.keyText(), in.partition(), partitions)) {
            throw new UndecodableException(
                    "key \"" + DeadLetters.key(in.key()) + "\" does not belong in partition " + in.partition() + " of "
                            + partitions);
        }
        SpecificRecord record = serdes.decoder().deserialize(in.topic(), in.headers(), in.value());
        if (record instanceof NodeStatus status && status.getNode().equals(in.keyText())) {
            return NodeStatusRecords.read(status, now);
        }
        throw new UndecodableException("a heartbeat stands under the name of its node");
    }

    /**
     * Time has passed.
     *
     * @param now           Unix milliseconds
     * @param heardAnything whether any heartbeat or head came since the tick before
     */
    public void tick(long now, boolean heardAnything) {
        List<String> names = new ArrayList<>();
        stores.scan(Stores.NODES.store(), "", "\uffff", (key, value) -> {
            names.add(key);
            return names.size() < MAX_NODES;
        });
        names.forEach(name -> advance(name, new NodeInput.Tick(now, heardAnything)));
    }

    private void advance(String name, NodeInput input) {
        byte[] bytes = stores.get(Stores.NODES.store(), name);
        @Nullable
        KnownNode before = bytes == null ? null : memo.decode(Stores.NODES, name, bytes);
        NodeMachine.Outcome outcome = machine.step(before, input);
        KnownNode after = outcome.state();
        byte[] changed = after == null || after.equals(before) ? null : memo.encode(Stores.NODES.store(), name, after);
        List<Encoded> leaving = outcome.effects().stream().flatMap(effect -> effects.of(effect).stream())
                .map(out -> Encoded.of(out, serdes, partitions)).toList();
        TooLargeException.check(output, "store " + Stores.NODES.store(), name, changed);
        leaving.forEach(r -> TooLargeException.check(output, r.topic().name(), r.key(), r.value()));
        if (changed != null) {
            stores.put(Stores.NODES.store(), name, changed);
        }
        leaving.forEach(r -> r.leaveBy(output));
    }
}
