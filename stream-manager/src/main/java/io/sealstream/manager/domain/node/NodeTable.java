package io.sealstream.manager.domain.node;

import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.CodecException;
import io.sealstream.manager.domain.Effect;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which nodes are there. Miners are told of changes only: first seen, back after silence, restarted, other stores, other miners. Not
 * event-sourced: heartbeats are no facts, and what matters of them is recorded by the miners they are told to.
 */
public final class NodeTable {
    /** The newest state of a node and who is told of it. */
    public record Outcome(NodeState state, List<Effect> effects) {
        public Outcome {
            effects = List.copyOf(effects);
        }
    }

    private NodeTable() {
    }

    /** A heartbeat; empty when a newer process of that name is known. */
    public static Optional<Outcome> heartbeat(@Nullable NodeState known, NodeState told) {
        if (known != null && known.incarnation() > told.incarnation()) {
            return Optional.empty();
        }
        List<Effect> effects = new ArrayList<>();
        boolean changed = known == null || !known.here() || known.incarnation() != told.incarnation() || known.windowPoSt() != told.windowPoSt()
                || !sameStores(known, told);
        for (String miner : told.miners()) {
            if (changed || !known.miners().contains(miner)) {
                actor(miner).ifPresent(id -> effects.add(new Effect.TellNodeBack(id, told.node(), told.incarnation(), told.stores(),
                        told.windowPoSt())));
            }
        }
        return Optional.of(new Outcome(told, effects));
    }

    /**
     * Looks whether a node has become silent.
     *
     * @param since    wall-clock time before which silence does not count: the start of this look-out, in Unix milliseconds
     * @param evidence wall-clock time of the newest sign that others are heard: heads or other heartbeats
     * @param silence  milliseconds of silence that count as lost
     */
    public static Optional<Outcome> check(NodeState known, long since, long evidence, long silence) {
        long heard = Math.max(known.lastSeen(), since);
        if (!known.here() || evidence - heard < silence) {
            return Optional.empty();
        }
        List<Effect> effects = known.miners().stream().flatMap(m -> actor(m).stream())
                .<Effect>map(id -> new Effect.TellNodeSilent(id, known.node(), known.incarnation(), known.lastSeen())).toList();
        return Optional.of(new Outcome(known.silent(), effects));
    }

    private static boolean sameStores(NodeState a, NodeState b) {
        return a.stores().size() == b.stores().size() && b.stores().stream().allMatch(n -> a.stores().stream().anyMatch(n::sameAs));
    }

    /** A miner id that cannot be read is shown in the node's view and told nobody. */
    private static Optional<ActorId> actor(String text) {
        try {
            return Optional.of(ActorId.parse(text));
        } catch (CodecException e) {
            return Optional.empty();
        }
    }
}
