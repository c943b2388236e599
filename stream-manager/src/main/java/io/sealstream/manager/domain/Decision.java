package io.sealstream.manager.domain;

import java.util.List;

/**
 * What a machine answers to a command.
 *
 * @param <E> its family of events
 */
public sealed interface Decision<E extends Event> {
    /**
     * The command is taken.
     *
     * @param events  what happened; may be empty
     * @param effects what must leave once, beyond what follows from the new state (replies, acknowledgements, second questions)
     */
    record Accepted<E extends Event>(List<E> events, List<Effect> effects) implements Decision<E> {
        public Accepted {
            events = List.copyOf(events);
            effects = List.copyOf(effects);
        }
    }

    /**
     * The command is refused. Nothing changes.
     *
     * @param reason  why, in a sentence
     * @param effects replies and acknowledgements only
     */
    record Rejected<E extends Event>(String reason, List<Effect> effects) implements Decision<E> {
        public Rejected {
            effects = List.copyOf(effects);
        }
    }

    static <E extends Event> Decision<E> accept(List<E> events) {
        return new Accepted<>(events, List.of());
    }

    static <E extends Event> Decision<E> accept(List<E> events, List<Effect> effects) {
        return new Accepted<>(events, effects);
    }

    /** Nothing to do; the command is a repeat or brings nothing new. */
    static <E extends Event> Decision<E> nothing() {
        return new Accepted<>(List.of(), List.of());
    }

    static <E extends Event> Decision<E> reject(String reason, Effect... effects) {
        return new Rejected<>(reason, List.of(effects));
    }
}
