package io.sealstream.manager.simulation;

import io.sealstream.manager.edge.chain.ChainCallException;
import io.sealstream.manager.edge.chain.EdgeParts;
import io.sealstream.schemas.Topics;
import io.sealstream.schemas.avro.ChainHead;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The one writer of heads: each new head once in every partition of both topics, in one transaction. */
final class SimHeads {
    private static final int KEPT = 1000;
    private static final long RETRY_MILLIS = 1_000;

    private final World world;
    private final EdgeParts parts;
    private final Dice dice;
    private EdgeParts.@Nullable Heads line;
    private boolean reverted;
    private boolean planned;
    private int generation;

    SimHeads(World world, SimChain chain, SimChainNode node) {
        this.world = world;
        this.parts = new EdgeParts(node);
        this.dice = world.dice("heads");
        chain.onHead(thrownOut -> {
            reverted |= thrownOut;
            plan(dice.between(10L, 1_500L));
        });
    }

    private void plan(long millis) {
        if (!planned) {
            planned = true;
            int mine = generation;
            world.after(millis, () -> {
                if (mine == generation) {
                    planned = false;
                    write();
                }
            });
        }
    }

    private void write() {
        if (!world.log().reachable()) {
            plan(RETRY_MILLIS);
            return;
        }
        EdgeParts.Heads current = line == null ? parts.heads(stored()) : line;
        line = current;
        try {
            Optional<ChainHead> next = current.next(reverted);
            reverted = false;
            next.ifPresent(head -> {
                store(head);
                current.written(head);
            });
        } catch (ChainCallException e) {
            plan(RETRY_MILLIS);
        }
    }

    private void store(ChainHead head) {
        Transaction transaction = new Transaction();
        for (int i = 0; i < world.log().partitions(); i++) {
            world.log().append(transaction, Topics.MINER_HEAD, i, "head", head);
            world.log().append(transaction, Topics.MESSAGE_HEAD, i, "head", head);
        }
        world.log().commit(transaction);
        Long to = head.getRevertedTo();
        world.trace().say("heads", head.getEpoch() + (to == null ? "" : ", reverted to " + to));
    }

    private List<ChainHead> stored() {
        List<ChainHead> heads = new ArrayList<>();
        for (LogRecord record : world.log().records(Topics.MINER_HEAD, 0)) {
            if (record.transaction.state() == Transaction.State.COMMITTED && world.log().read(record) instanceof ChainHead head) {
                heads.add(head);
            }
        }
        return heads.subList(Math.max(0, heads.size() - KEPT), heads.size());
    }

    /** The process is gone and comes back with what the log holds. It does not know whether tipsets were thrown out meanwhile. */
    void restart() {
        generation++;
        line = null;
        planned = false;
        plan(RETRY_MILLIS);
    }
}
