package io.sealstream.devnet.chain.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealstream.devnet.chain.blocks.Chain;
import io.sealstream.devnet.chain.blocks.ChainStore.Place;
import io.sealstream.devnet.chain.blocks.Entry;
import io.sealstream.devnet.chain.node.ChainHost;
import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.Message;
import io.sealstream.filecoin.SignedMessage;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.filecoin.json.FilecoinJson;
import io.sealstream.filecoin.state.MsgLookup;
import io.sealstream.rpc.RpcException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Optional;
import java.util.function.Consumer;

/** Finds messages on chain (lotus {@code chain/stmgr/searchwait.go}); a message counts once the tipset after its own exists. */
final class Lookups {
    private final ChainHost node;
    private final Chain chain;
    private final ChainObjects objects;

    Lookups(ChainHost node) {
        this.node = node;
        this.chain = node.chain();
        this.objects = new ChainObjects(chain);
    }

    /**
     * Where a message landed, as seen from a tipset.
     *
     * @param limit    how many epochs to look back besides that tipset, -1 for all
     * @param replaced whether a message with the same call at the same nonce counts, too
     * @throws RpcException where the message is unknown, or another one has its nonce
     */
    Optional<MsgLookup> search(Entry from, Cid cid, long limit, boolean replaced) {
        return found(from, wanted(cid), cid, replaced, from.height(), limit);
    }

    private SignedMessage wanted(Cid cid) {
        return objects.message(cid).orElseThrow(() -> RpcException.of("failed to load message: " + Views.missing(cid)));
    }

    private Optional<MsgLookup> found(Entry from, SignedMessage wanted, Cid cid, boolean replaced, long start, long limit) {
        Message message = wanted.message();
        return chain.store().executed(message.from(), message.nonce()).flatMap(place -> chain.store()
                .child(chain.store().entry(place))
                .filter(after -> after.height() <= from.height())
                .filter(after -> limit == -1 || after.height() >= start || after.height() > start - limit)
                .map(after -> lookup(place, after, wanted, cid, replaced)));
    }

    private MsgLookup lookup(Place place, Entry after, SignedMessage wanted, Cid cid, boolean replaced) {
        Entry executed = chain.store().entry(place);
        SignedMessage landed = executed.messages().get(place.index());
        if (!call(landed.message()).equals(call(wanted.message()))) {
            throw equalNonce(" that is NOT a valid replacement message", cid, landed);
        }
        if (!replaced && !landed.cid().equals(cid)) {
            throw equalNonce("", cid, landed);
        }
        return new MsgLookup(landed.cid(), executed.receipts().get(place.index()), after.key(), after.tipSet().height());
    }

    private static RpcException equalNonce(String more, Cid wanted, SignedMessage landed) {
        String nonce = Long.toUnsignedString(landed.message().nonce());
        return RpcException
                .of("found message with equal nonce as the one we are looking for" + more + " (F:" + wanted + " n " + nonce
                        + ", TS: " + landed.cid() + " n" + nonce + ")");
    }

    /** All of a message but what it pays for gas ({@code types.Message.EqualCall}). */
    private static Message call(Message message) {
        return message.withGas(0, TokenAmount.ZERO, TokenAmount.ZERO);
    }

    static JsonNode json(MsgLookup found, JsonNode decodedReturn) {
        ObjectNode json = (ObjectNode) FilecoinJson.write(MsgLookup.SHAPE, found);
        json.set("ReturnDec", decodedReturn);
        return json;
    }

    /**
     * Completes when the message has landed {@code confidence} epochs ago, with its decoded return.
     *
     * @param limit     how far to look back from now; what lands later counts in any case
     * @param cancelled ends the wait
     */
    Future<JsonNode> await(Cid cid, long confidence, long limit, boolean replaced, Future<Void> cancelled) {
        SignedMessage wanted = wanted(cid);
        long start = chain.head().height();
        Promise<JsonNode> done = Promise.promise();
        Consumer<Entry> look = head -> {
            try {
                found(head, wanted, cid, replaced, start, limit)
                        .filter(found -> head.height() - confidence >= found.height().value())
                        .ifPresent(
                                found -> done.tryComplete(json(found, ReturnValues.decoded(wanted.message(), found.receipt()))));
            } catch (RpcException e) {
                done.tryFail(e);
            }
        };
        node.listen(look);
        done.future().onComplete(result -> node.forget(look));
        cancelled.onComplete(gone -> done.tryFail("nobody waits any more"));
        look.accept(chain.head());
        return done.future();
    }
}
