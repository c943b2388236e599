package io.sealstream.devnet.chain.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealstream.devnet.chain.blocks.Chain;
import io.sealstream.devnet.chain.blocks.ChainStore.Place;
import io.sealstream.devnet.chain.blocks.Entry;
import io.sealstream.devnet.chain.node.ChainHost;
import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.Message;
import io.sealstream.filecoin.SignedMessage;
import io.sealstream.filecoin.json.FilecoinJson;
import io.sealstream.filecoin.state.MsgLookup;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Optional;
import java.util.function.Consumer;

/** Finds messages on chain; a message counts once the tipset after its own exists. */
final class Lookups {
    private final ChainHost node;
    private final Chain chain;

    Lookups(ChainHost node) {
        this.node = node;
        this.chain = node.chain();
    }

    /**
     * Where a message landed, as seen from a tipset.
     *
     * @param limit    how many epochs to look back, -1 for all
     * @param replaced whether a message of the same sender and nonce counts, too
     */
    Optional<MsgLookup> search(Entry from, Cid cid, long limit, boolean replaced) {
        return place(cid, replaced).filter(place -> limit < 0 || place.height() >= from.height() - limit)
                .flatMap(place -> lookup(place, from));
    }

    private Optional<Place> place(Cid cid, boolean replaced) {
        Optional<Place> exact = chain.store().executed(cid);
        if (exact.isPresent() || !replaced) {
            return exact;
        }
        return pending(cid).map(SignedMessage::message).flatMap(this::samePlace);
    }

    private Optional<Place> samePlace(Message message) {
        return chain.store().executed(message.from(), message.nonce());
    }

    private Optional<SignedMessage> pending(Cid cid) {
        return chain.pool().known(cid);
    }

    private Optional<MsgLookup> lookup(Place place, Entry from) {
        Entry executed = chain.store().entry(place);
        return chain.store().child(executed).filter(after -> after.height() <= from.height())
                .map(after -> new MsgLookup(executed.messages().get(place.index()).cid(), executed.receipts().get(place.index()),
                        after.key(),
                        after.tipSet().height()));
    }

    /** JSON with the field for decoded returns that lotus has; null when not found. */
    static JsonNode json(Optional<MsgLookup> found) {
        if (found.isEmpty()) {
            return NullNode.getInstance();
        }
        ObjectNode json = (ObjectNode) FilecoinJson.write(MsgLookup.SHAPE, found.get());
        json.putNull("ReturnDec");
        return json;
    }

    /** Completes when the message has landed {@code confidence} epochs ago. */
    Future<JsonNode> await(Cid cid, long confidence, boolean replaced) {
        Promise<JsonNode> done = Promise.promise();
        Consumer<Entry> look = head -> search(head, cid, -1, replaced)
                .filter(found -> head.height() >= found.height().value() + confidence)
                .ifPresent(found -> done.tryComplete(json(Optional.of(found))));
        node.listen(look);
        done.future().onComplete(result -> node.forget(look));
        look.accept(chain.head());
        return done.future();
    }
}
