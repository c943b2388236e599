package io.sealstream.manager.domain.node;

import io.sealstream.filecoin.ActorId;
import io.sealstream.manager.domain.Effect;
import io.sealstream.manager.domain.Effect.TellNodeBack;
import io.sealstream.manager.domain.Effect.TellNodeSilent;
import io.sealstream.manager.domain.node.KnownNode.Told;
import io.sealstream.manager.domain.node.NodeInput.Heartbeat;
import io.sealstream.manager.domain.node.NodeInput.Tick;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One node of the table: tells its miners when it comes, changes or falls silent, and nothing else. Silence counts only while heads or other
 * heartbeats arrive, and no faster than {@link #MOST_PER_TICK} a tick, so that neither our own outage nor a sleep of this process makes
 * nodes look dead.
 *
 * @param silence silence after which a node is told silent
 */
public record NodeMachine(Duration silence) {
    /** Most milliseconds of silence that one tick may count. Ticks come every second or so. */
    public static final long MOST_PER_TICK = 5_000;

    public NodeMachine {
        if (silence.isNegative() || silence.isZero()) {
            throw new IllegalArgumentException("the silence after which a node is lost must be positive, not " + silence);
        }
    }

    /**
     * What follows from an input.
     *
     * @param state   the node afterwards; null when nothing is known of it
     * @param effects what its miners are told
     * @param ignored why the input changed nothing, if it is worth a word
     */
    public record Outcome(@Nullable KnownNode state, List<Effect> effects, Optional<String> ignored) {
        public Outcome {
            effects = List.copyOf(effects);
        }

        static Outcome of(@Nullable KnownNode state, List<Effect> effects) {
            return new Outcome(state, effects, Optional.empty());
        }
    }

    /** Pure; the same inputs in the same order give the same effects. */
    public Outcome step(@Nullable KnownNode node, NodeInput input) {
        return switch (input) {
            case Heartbeat beat -> node == null ? first(beat) : heard(node, beat);
            case Tick tick -> node == null ? Outcome.of(null, List.of()) : ticked(node, tick);
        };
    }

    private static Outcome first(Heartbeat beat) {
        KnownNode node = fresh(beat);
        return Outcome.of(node, back(node, node.last().miners()));
    }

    private static KnownNode fresh(Heartbeat beat) {
        return new KnownNode(beat.node(), beat.incarnation(), beat.told(), true, beat.heardAt(), beat.heardAt(), 0);
    }

    private static Outcome heard(KnownNode node, Heartbeat beat) {
        if (beat.incarnation() < node.incarnation()) {
            return new Outcome(node, List.of(),
                    Optional.of("two processes are named " + node.name() + "; the older one, started at "
                            + beat.incarnation() + ", gets no tasks: stop it or give it another name"));
        }
        KnownNode next = fresh(beat);
        boolean changed = !node.here() || beat.incarnation() > node.incarnation() || !beat.told().sameAs(node.last());
        List<ActorId> before = node.last().miners();
        List<ActorId> now = beat.told().miners();
        List<Effect> effects = new ArrayList<>(silent(node, before.stream().filter(m -> !now.contains(m)).toList()));
        effects.addAll(back(next, changed ? now : now.stream().filter(m -> !before.contains(m)).toList()));
        return Outcome.of(next, effects);
    }

    private Outcome ticked(KnownNode node, Tick tick) {
        if (!node.here()) {
            return Outcome.of(node, List.of());
        }
        long passed = Math.clamp(tick.now() - node.lastTick(), 0, MOST_PER_TICK);
        long counted = tick.heardAnything() ? node.silent() + passed : node.silent();
        long upTo = Math.max(tick.now(), node.lastTick());
        return counted < silence.toMillis()
                ? Outcome.of(node.tickedAt(upTo, counted), List.of())
                : Outcome.of(node.lost(upTo, counted), silent(node, node.last().miners()));
    }

    private static List<Effect> back(KnownNode node, List<ActorId> miners) {
        Told told = node.last();
        return miners.stream()
                .<Effect>map(m -> new TellNodeBack(m, node.name(), node.incarnation(), told.stores(), told.windowPoSt(),
                        told.aggregate()))
                .toList();
    }

    /** A miner that was told so already is not told again. */
    private static List<Effect> silent(KnownNode node, List<ActorId> miners) {
        return node.here()
                ? miners.stream().<Effect>map(m -> new TellNodeSilent(m, node.name(), node.incarnation(), node.lastSeen()))
                        .toList()
                : List.of();
    }
}
