package io.sealstream.manager.topology;

import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.SectorId;
import io.sealstream.manager.domain.PartitionId;
import io.sealstream.manager.domain.Target;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The index of wakes: {@code e/<epoch>/<key>} holds the epoch at which the timer was set, {@code k/<key>} the epoch it is set for. Derived
 * from states and head, so it can be rebuilt at any time.
 */
final class Timers {
    /** Most wakes one head leads to; the rest is due at the next one. */
    static final int MAX_WAKES = 10_000;

    private static final String BY_EPOCH = "e/";
    private static final String BY_KEY = "k/";
    /** Sorts after every key of an epoch. */
    private static final String AFTER = "0";

    private Timers() {}

    /** A timer that is due. */
    record Due(Target target, ChainEpoch setAt) {}

    /** Sets the timer of a machine, or removes it. */
    static void set(Unit unit, String store, Target target, @Nullable ChainEpoch at) {
        String byKey = BY_KEY + target.key();
        Optional<String> old = unit.text(store, byKey);
        old.ifPresent(epoch -> unit.putText(store, BY_EPOCH + epoch + "/" + target.key(), null));
        if (at == null) {
            old.ifPresent(epoch -> unit.putText(store, byKey, null));
            return;
        }
        String epoch = Stores.digits(Math.max(0, at.value()));
        unit.putText(store, byKey, epoch);
        unit.putText(store, BY_EPOCH + epoch + "/" + target.key(), Long.toString(unit.now().value()));
    }

    /** Timers up to an epoch, the oldest first. */
    static List<Due> due(StateStore stores, String store, ChainEpoch now) {
        List<Due> due = new ArrayList<>();
        if (now.value() < 0) {
            return due;
        }
        stores.scan(store, BY_EPOCH, BY_EPOCH + Stores.digits(now.value()) + AFTER, (key, value) -> {
            String target = key.substring(key.indexOf('/', BY_EPOCH.length()) + 1);
            due.add(new Due(target(target), ChainEpoch.of(Long.parseLong(new String(value, StandardCharsets.UTF_8)))));
            return due.size() < MAX_WAKES;
        });
        return due;
    }

    /** When a machine is woken next, for people. */
    static Optional<Long> of(byte @Nullable [] value) {
        return value == null ? Optional.empty() : Optional.of(Long.parseLong(new String(value, StandardCharsets.UTF_8)));
    }

    /** Key under which {@link #of} finds the timer of a machine. */
    static String key(String target) {
        return BY_KEY + target;
    }

    /** The machine of a key of states and timers. */
    static Target target(String key) {
        long slashes = key.chars().filter(c -> c == '/').count();
        if (slashes == 2) {
            return new Target.OfPartition(PartitionId.parse(key));
        }
        if (slashes == 1) {
            return new Target.OfSector(SectorId.parse(key));
        }
        Address address = Address.parse(key);
        return address.isKey() ? new Target.OfLane(address) : new Target.OfMiner(ActorId.parse(key));
    }
}
