package io.sealstream.devnet.chain.vm;

import io.sealstream.devnet.chain.rules.Abort;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.FilterEstimate;
import io.sealstream.filecoin.Shape;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.Tuple;
import io.sealstream.filecoin.actors.ActorMethod;
import io.sealstream.filecoin.actors.MinerMethod;
import io.sealstream.filecoin.actors.PowerMethod;
import java.util.EnumMap;
import java.util.Map;

/**
 * Methods that only other actors call: their params are read, then every account is refused (builtin-actors
 * {@code validate_immediate_caller_is}). The work they do is done by {@link Cron} and {@link Methods} here.
 */
final class InternalMethods {
    static final Map<MinerMethod, Shape<?>> MINER = new EnumMap<>(MinerMethod.class);
    static final Map<PowerMethod, Shape<?>> POWER = new EnumMap<>(PowerMethod.class);

    static {
        MINER.put(MinerMethod.CONSTRUCTOR, tuple(Shapes.ADDRESS, Shapes.ADDRESS, Shapes.list(Shapes.ADDRESS), Shapes.INTEGER,
                Shapes.BYTES, Shapes.list(Shapes.BYTES)));
        MINER.put(MinerMethod.ON_DEFERRED_CRON_EVENT, tuple(Shapes.BYTES, FilterEstimate.SHAPE, FilterEstimate.SHAPE));
        MINER.put(MinerMethod.INTERNAL_SECTOR_SETUP_FOR_PRESEAL, tuple(Shapes.list(Shapes.UNSIGNED)));
        POWER.put(PowerMethod.UPDATE_CLAIMED_POWER, tuple(Shapes.BIG, Shapes.BIG));
        POWER.put(PowerMethod.ENROLL_CRON_EVENT, tuple(Shapes.EPOCH, Shapes.BYTES));
        POWER.put(PowerMethod.UPDATE_PLEDGE_TOTAL, Shapes.BIG);
    }

    private InternalMethods() {}

    private static Shape<Object> tuple(Shape<?>... parts) {
        Tuple<Object> tuple = Tuple.of(Object.class);
        for (Shape<?> part : parts) {
            add(tuple, part);
        }
        return tuple.make(read -> parts);
    }

    private static <V> void add(Tuple<Object> tuple, Shape<V> part) {
        tuple.field("params", part, any -> {
            throw new UnsupportedOperationException("params of internal methods are only read");
        });
    }

    static Abort refusal(Address caller, ActorMethod method) {
        return Abort.forbidden("caller " + caller + " may not call " + method.fullName() + ", which only other actors call");
    }
}
