package io.sealstream.manager.edge.chain;

import io.sealstream.filecoin.CodecException;
import io.sealstream.schemas.avro.ChainHead;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/** The production translation of the chain edge, one call at a time, for the simulation. */
public final class EdgeParts {
    private final ChainNode node;
    private final ChainRequests requests;

    public EdgeParts(ChainNode node) {
        this.node = node;
        this.requests = new ChainRequests(node, node);
    }

    /** A chain node over real connections as the only one of a manager. */
    public static ChainNodes nodes(FakeChain chain, HeadFeed feed) {
        ChainNode node = chain.node();
        return new ChainNodes(List.of(new ChainNodes.Member(chain.url().toString(), node, node, feed)),
                new NodeRules("devnet", 10, Optional.empty()), InstantSource.system());
    }

    /** What all requests have: id, where the result goes, and under which key. */
    public record Facts(String requestId, String key, boolean toLane) {}

    public static Optional<Facts> facts(SpecificRecord request) {
        return RequestFacts.of(request).map(f -> new Facts(f.requestId(), f.key(), f.toLane()));
    }

    /** The result record of one try, failures included. */
    public SpecificRecord answer(SpecificRecord request) {
        RequestFacts facts = RequestFacts.of(request).orElseThrow();
        try {
            return requests.answer(facts, request);
        } catch (ChainCallException e) {
            return ChainRequests.failed(facts, e);
        } catch (CodecException e) {
            return ChainRequests.malformed(facts, e);
        }
    }

    /** The writer's line of heads. */
    public final class Heads {
        private final HeadLine line;

        private Heads(HeadLine line) {
            this.line = line;
        }

        /** The record to store for the node's head now, if it says anything new. */
        public Optional<ChainHead> next(boolean reverted) {
            NamedTipset head = NamedTipset.head(node);
            line.follow(List.of(head), reverted, HeadWriter.ancestry(node));
            return line.next(head);
        }

        public void written(ChainHead head) {
            line.written(head);
        }
    }

    /** Continues from the heads that are stored, oldest first. */
    public Heads heads(List<ChainHead> stored) {
        long sequence = stored.isEmpty() ? 0 : stored.getLast().getSequence();
        return new Heads(new HeadLine(sequence, stored));
    }
}
