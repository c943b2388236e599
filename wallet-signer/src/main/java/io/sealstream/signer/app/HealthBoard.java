package io.sealstream.signer.app;

import io.sealstream.schemas.runtime.HealthState;
import io.sealstream.signer.keys.KeyRing;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** The newest word of each part of the process; the wallet's own is asked for. Thread-safe. */
final class HealthBoard {
    private static final String WALLET = "wallet";

    private final KeyRing keys;
    private final String how;
    private final InstantSource clock;
    private final Map<String, HealthState> parts = new ConcurrentSkipListMap<>();

    /** @param how what to do about a locked wallet, as a sentence */
    HealthBoard(KeyRing keys, String how, InstantSource clock) {
        this.keys = keys;
        this.how = how;
        this.clock = clock;
    }

    /** Takes a word; the time of one that says the same as before stays. */
    void tell(HealthState state) {
        parts.merge(state.part(), state,
                (before, now) -> before.status() == now.status() && before.detail().equals(now.detail()) ? before : now);
    }

    List<HealthState> all() {
        boolean locked = keys.isLocked();
        @Nullable
        HealthState known = parts.get(WALLET);
        if (known == null || (known.status() == HealthState.Status.WAITING) != locked) {
            tell(locked ? HealthState.waiting(WALLET, how, clock.instant()) : HealthState.up(WALLET, clock.instant()));
        }
        return new ArrayList<>(parts.values());
    }
}
