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
     * @param defects wrap machines; {@link Defects#NONE} in all runs but those that plant a defect
     */
    record Parts(ChainRules rules, Serdes serdes, int partitions, Duration nodeSilence, Alarm alarm, Defects defects) {}

    /** What is put around the machines of miners and around those of lanes. */
    record Defects(UnaryOperator<Object> miners, UnaryOperator<Object> lanes) {
        public static final Defects NONE = new Defects(UnaryOperator.identity(), UnaryOperator.identity());

        public static Defects ofMiners(UnaryOperator<Object> around) {
            return new Defects(around, UnaryOperator.identity());
        }

        public static Defects ofLanes(UnaryOperator<Object> around) {
            return new Defects(UnaryOperator.identity(), around);
        }
    }

    static TaskShell miners(Parts parts, StateStore stores, Output output) {
        Family family = (Family) parts.defects().miners()
                .apply(new MinerFamily(parts.rules(), new EffectRecords(parts.partitions())));
        Shell shell = new Shell(family, parts.serdes(), parts.partitions(), stores, output, parts.alarm());
        return (in, now) -> shell.process(in);
    }

    static TaskShell lanes(Parts parts, StateStore stores, Output output) {
        Family family = (Family) parts.defects().lanes().apply(new LaneFamily(new EffectRecords(parts.partitions())));
        Shell shell = new Shell(family, parts.serdes(), parts.partitions(), stores, output, parts.alarm());
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
