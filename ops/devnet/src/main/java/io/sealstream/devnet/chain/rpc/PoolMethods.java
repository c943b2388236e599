package io.sealstream.devnet.chain.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sealstream.devnet.chain.blocks.Chain;
import io.sealstream.devnet.chain.node.ChainHost;
import io.sealstream.devnet.chain.state.Actor;
import io.sealstream.devnet.chain.state.ChainState;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.SignedMessage;
import io.sealstream.filecoin.json.FilecoinJson;
import io.sealstream.rpc.RpcException;
import java.util.List;

/** {@code Filecoin.Mpool*} for messages that are signed elsewhere (chain.md 3.3). */
final class PoolMethods {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    /** A sender cannot have more messages pending. */
    private static final int MAX_BATCH = 1000;

    private final ChainHost node;
    private final Chain chain;
    private final Views views;

    PoolMethods(ChainHost node) {
        this.node = node;
        this.chain = node.chain();
        this.views = new Views(chain);
    }

    void register(Methods methods) {
        methods.write("MpoolPush", 1, args -> push(args.as(0, SignedMessage.SHAPE)))
                .write("MpoolBatchPush", 1, args -> batch(args))
                .read("MpoolGetNonce", 1, args -> FilecoinJson.write(Shapes.UNSIGNED, nonce(args.address(0))))
                .read("MpoolPending", 1, args -> pending(args));
    }

    private JsonNode push(SignedMessage message) {
        node.push(message);
        return FilecoinJson.cid(message.cid());
    }

    /** One after the other; the first that is refused ends it, those before it stay. */
    private JsonNode batch(Args args) {
        List<SignedMessage> messages = args.as(0, Shapes.list(SignedMessage.SHAPE));
        if (messages.size() > MAX_BATCH) {
            throw RpcException
                    .of("a batch has at most " + MAX_BATCH + " messages, not " + messages.size() + "; push it in parts");
        }
        ArrayNode cids = JSON.arrayNode();
        messages.forEach(message -> cids.add(push(message)));
        return cids;
    }

    /** An account by any of its addresses. */
    private long nonce(Address address) {
        ChainState state = chain.head().after();
        Actor actor = Views.actor(state, address);
        return chain.pool().nextNonce(state.keyOf(actor.idAddress()).orElse(address), state);
    }

    private JsonNode pending(Args args) {
        views.entry(args.tipSetKey(0));
        ArrayNode list = JSON.arrayNode();
        chain.pool().pending().forEach(each -> list.add(FilecoinJson.signedMessage(each)));
        return list;
    }
}
