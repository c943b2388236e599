package io.sealstream.devnet.chain.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import io.sealstream.devnet.chain.blocks.Chain;
import io.sealstream.devnet.chain.node.ChainHost;
import io.sealstream.filecoin.Message;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.SignedMessage;
import io.sealstream.filecoin.TipSetKey;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.filecoin.json.FilecoinJson;
import io.sealstream.rpc.Permission;
import io.vertx.core.Future;
import java.util.List;

/** {@code Filecoin.Mpool*}, {@code Gas*}, {@code StateSearchMsg}, {@code StateWaitMsg} (chain.md 3.3). */
final class MessageMethods {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int MAX_BATCH = 1000;

    private final ChainHost node;
    private final Chain chain;
    private final Views views;
    private final GasEstimates gas;
    private final Lookups lookups;

    MessageMethods(ChainHost node) {
        this.node = node;
        this.chain = node.chain();
        this.views = new Views(chain);
        this.gas = new GasEstimates(node);
        this.lookups = new Lookups(node);
    }

    void register(Methods methods) {
        methods.write("MpoolPush", 1, 1, args -> push(args.as(0, SignedMessage.SHAPE)))
                .write("MpoolBatchPush", 1, 1, args -> batch(args))
                .read("MpoolGetNonce", 1, 1,
                        args -> LongNode.valueOf(chain.pool().nextNonce(args.address(0), chain.head().after())))
                .read("MpoolPending", 0, 1, args -> pending())
                .read("GasEstimateMessageGas", 1, 3,
                        args -> FilecoinJson.message(gas.fill(args.as(0, Message.SHAPE), maxFee(args.json(1)))))
                .read("GasEstimateGasLimit", 1, 2, args -> LongNode.valueOf(gas.limit(args.as(0, Message.SHAPE))))
                .read("GasEstimateFeeCap", 1, 3, args -> amount(gas.feeCap(args.as(0, Message.SHAPE).gasPremium())))
                .read("GasEstimateGasPremium", 0, 4, args -> amount(gas.premium()))
                .read("StateSearchMsg", 1, 4, this::search)
                .later(Methods.NODE + "StateWaitMsg", Permission.READ, 1, 4, this::await);
    }

    private static JsonNode amount(TokenAmount amount) {
        return FilecoinJson.write(Shapes.AMOUNT, amount);
    }

    private JsonNode push(SignedMessage message) {
        node.push(message);
        return FilecoinJson.cid(message.cid());
    }

    private JsonNode batch(Args args) {
        List<SignedMessage> messages = args.as(0, Shapes.list(SignedMessage.SHAPE));
        ArrayNode cids = JSON.arrayNode();
        messages.stream().limit(MAX_BATCH).forEach(message -> cids.add(push(message)));
        return cids;
    }

    private JsonNode pending() {
        ArrayNode list = JSON.arrayNode();
        chain.pool().pending().forEach(each -> list.add(FilecoinJson.signedMessage(each)));
        return list;
    }

    /** {@code MaxFee} of a send spec; zero where there is none. */
    private static TokenAmount maxFee(JsonNode spec) {
        String text = spec.path("MaxFee").asText("0");
        return text.isEmpty() ? TokenAmount.ZERO : TokenAmount.parse(text);
    }

    /** Version 1 takes tipset, CID, limit, allowReplaced; version 0 the CID alone. */
    private JsonNode search(Args args) {
        if (args.json(0).isObject()) {
            return Lookups.json(lookups.search(chain.head(), args.cid(0), -1, true));
        }
        TipSetKey from = args.tipSetKey(0);
        return Lookups
                .json(lookups.search(views.entry(from), args.cid(1), args.json(2).asLong(-1), args.json(3).asBoolean(true)));
    }

    /** CID, confidence, then limit and allowReplaced in version 1. */
    private Future<JsonNode> await(Args args) {
        return lookups.await(args.cid(0), args.json(1).asLong(0), args.json(3).asBoolean(true));
    }
}
