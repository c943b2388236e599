package io.sealstream.manager.domain;

import io.sealstream.filecoin.ChainEpoch;
import org.jspecify.annotations.Nullable;

/**
 * A pure state machine. {@code decide} never mutates, {@code apply} never decides, {@code plan} is derived from the state alone (and the
 * context), so everything a state waits for can be asked, repeated and rebuilt.
 *
 * @param <S> state
 * @param <C> commands
 * @param <E> events
 * @param <X> what it may look at besides its state: time, policy, neighbours
 */
public interface Machine<S, C extends Command, E extends Event, X extends Context> {
    /** Accepts or rejects; throws for bugs only. {@code state} is null before the first event. */
    Decision<E> decide(@Nullable S state, C command, X context);

    /** The state after an event; total for recorded events. The only way a state changes. */
    S apply(@Nullable S state, E event, ChainEpoch at);

    /** What the state waits for and when it acts by itself. */
    Plan plan(S state, X context);
}
