package io.sealstream.manager.simulation;

import java.util.function.Consumer;

/**
 * A run that is scripted rather than drawn.
 *
 * @param terms  how the miners are operated
 * @param script looks at the world before each epoch of the storm, and does what its case is about
 */
record Scene(Terms terms, Consumer<Weather.Parts> script) {
    /** Nothing but the terms. */
    static Scene of(Terms terms) {
        return new Scene(terms, parts -> {});
    }

    /** The same terms, and something that happens once, as soon as a look says that it has. */
    Scene once(java.util.function.Predicate<Weather.Parts> done) {
        boolean[] over = { false};
        return new Scene(terms, parts -> over[0] = over[0] || done.test(parts));
    }
}
