package io.sealstream.manager.simulation;

import io.sealstream.manager.domain.policy.ChainRules;
import io.sealstream.manager.topology.PlantedBatches;
import io.sealstream.manager.topology.PlantedFamily;
import io.sealstream.manager.topology.PlantedLanes;
import io.sealstream.manager.topology.StateStore;
import io.sealstream.manager.topology.Stores;
import io.sealstream.manager.topology.TaskShell;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** Where the deliberate bugs are put in. None of this is ever part of an ordinary run. */
final class PlantedDefects {
    private PlantedDefects() {}

    static TaskShell.Defects machines(Defect defect, ChainRules rules, int partitions) {
        return switch (defect) {
            case EXPIRING_LEASE -> TaskShell.Defects.ofMiners(PlantedFamily::around);
            case CLOCK_IGNORED -> TaskShell.Defects.ofMiners(PlantedBatches.ignoringClocks(rules, partitions));
            case MEMBER_TWICE -> TaskShell.Defects.ofMiners(PlantedBatches.losingJoins());
            case NONCE_KEPT -> TaskShell.Defects.ofLanes(PlantedLanes.keepingNonces());
            case VERSION_FORGOTTEN -> TaskShell.Defects.ofLanes(PlantedLanes.forgettingVersions());
            case LIMITS_IGNORED -> TaskShell.Defects.ofLanes(PlantedLanes.ignoringLimits());
            case NONE, NO_DEDUPE, PUSH_BEFORE_RECORD, TICKET_OFF_BY_ONE, UNCOMMITTED_READS -> TaskShell.Defects.NONE;
        };
    }

    static StateStore stores(Defect defect, StateStore sound) {
        return defect == Defect.NO_DEDUPE ? new Forgetful(sound) : sound;
    }

    /** Knows no message that is over. */
    private record Forgetful(StateStore sound) implements StateStore {
        @Override
        public byte @Nullable [] get(String store, String key) {
            return store.equals(Stores.MESSAGES.store()) ? null : sound.get(store, key);
        }

        @Override
        public void put(String store, String key, byte @Nullable [] value) {
            sound.put(store, key, value);
        }

        @Override
        public void scan(String store, String from, String to, BiPredicate<String, byte[]> visitor) {
            sound.scan(store, from, to, visitor);
        }
    }
}
