package io.sealstream.manager.simulation;

import io.sealstream.manager.topology.PlantedFamily;
import io.sealstream.manager.topology.StateStore;
import io.sealstream.manager.topology.Stores;
import java.util.function.BiPredicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Where the deliberate bugs are put in. None of this is ever part of an ordinary run. */
final class PlantedDefects {
    private PlantedDefects() {}

    static UnaryOperator<Object> family(Defect defect) {
        return defect == Defect.EXPIRING_LEASE ? PlantedFamily::around : UnaryOperator.identity();
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
