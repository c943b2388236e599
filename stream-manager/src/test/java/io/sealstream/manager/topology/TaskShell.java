package io.sealstream.manager.topology;

import io.sealstream.manager.domain.policy.ChainRules;
import io.sealstream.manager.wire.EffectRecords;
import io.sealstream.schemas.Serdes;
import java.time.Duration;
import java.util.function.UnaryOperator;

/** The production shells of the three sub-topologies, for the in-memory log of the simulation. */
public interface TaskShell {
    /** Handles a record; {@code now} is the wall clock, which only the table of nodes reads. */
    void process(Inbound in, long now);

    /** Wall-clock time has passed. */
    default void tick(long now, boolean heardAnything) {
        // only the table of nodes looks at the clock
    }

    /**
     * What all tasks of a manager share.
     *
     * @param defect wraps the machines of miners; the identity in all runs but those that plant a defect
     */
    record Parts(ChainRules rules, Serdes serdes, int partitions, Duration nodeSilence, Alarm alarm,
            UnaryOperator<Object> defect) {}

    static TaskShell miners(Parts parts, StateStore stores, Output output) {
        Family family = (Family) parts.defect().apply(new MinerFamily(parts.rules(), new EffectRecords(parts.partitions())));
        Shell shell = new Shell(family, parts.serdes(), parts.partitions(), stores, output, parts.alarm());
        return (in, now) -> shell.process(in);
    }

    static TaskShell lanes(Parts parts, StateStore stores, Output output) {
        Shell shell = new Shell(new LaneFamily(new EffectRecords(parts.partitions())), parts.serdes(), parts.partitions(), stores,
                output, parts.alarm());
        return (in, now) -> shell.process(in);
    }

    static TaskShell nodes(Parts parts, StateStore stores, Output output) {
        NodeShell shell = new NodeShell(parts.nodeSilence(), parts.serdes(), parts.partitions(), stores, output, parts.alarm());
        return new TaskShell() {
            @Override
            public void process(Inbound in, long now) {
                shell.process(in, now);
            }

            @Override
            public void tick(long now, boolean heardAnything) {
                shell.tick(now, heardAnything);
            }
        };
    }
}
