package io.sealstream.devnet.chain.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealstream.devnet.chain.blocks.Entry;
import io.sealstream.devnet.chain.blocks.PoolRefusal;
import io.sealstream.devnet.chain.node.ChainHost;
import io.sealstream.devnet.chain.rpc.gas.GasEstimates;
import io.sealstream.devnet.chain.rpc.gas.SendSpec;
import io.sealstream.devnet.chain.rpc.gas.Trials;
import io.sealstream.devnet.chain.rules.ProofVerifier;
import io.sealstream.filecoin.CodecException;
import io.sealstream.filecoin.Message;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.filecoin.json.FilecoinJson;
import io.sealstream.rpc.RpcException;
import java.util.ArrayList;
import java.util.List;

/** {@code Filecoin.Gas*} (chain.md 3.3), venus' batch included. */
final class GasMethods {
    /** A node does not think about more messages at once. */
    private static final int MAX_BATCH = 1000;

    private final Views views;
    private final GasEstimates gas;

    private record Wanted(Message message, SendSpec spec) {}

    GasMethods(ChainHost node) {
        this.views = new Views(node.chain());
        this.gas = new GasEstimates(node);
    }

    void register(Methods methods) {
        methods.read("GasEstimateMessageGas", 3, args -> FilecoinJson
                .message(gas.fill(args.as(0, Message.SHAPE), spec(args, 1), views.entry(args.tipSetKey(2)))))
                .read("GasEstimateGasLimit", 2, args -> limit(args))
                .read("GasEstimateFeeCap", 3,
                        args -> amount(gas.feeCap(args.as(0, Message.SHAPE).gasPremium(), args.number(1),
                                views.entry(args.tipSetKey(2)))))
                .read("GasEstimateGasPremium", 4, args -> premium(args))
                .read("GasBatchEstimateMessageGas", 3, args -> batch(args));
    }

    private static JsonNode amount(TokenAmount amount) {
        return FilecoinJson.write(Shapes.AMOUNT, amount);
    }

    static SendSpec spec(Args args, int index) {
        try {
            return SendSpec.read(args.json(index));
        } catch (CodecException e) {
            throw args.refuse(index, String.valueOf(e.getMessage()));
        }
    }

    /** Gas used, without anything on top. */
    private JsonNode limit(Args args) {
        views.entry(args.tipSetKey(1));
        Message message = args.as(0, Message.SHAPE);
        return LongNode.valueOf(gas.used(message, gas.trials(message)));
    }

    /** Blocks to land in, sender, gas limit; the last two change nothing, as on lotus. */
    private JsonNode premium(Args args) {
        args.address(1);
        args.number(2);
        return amount(gas.premium(args.unsigned(0), views.entry(args.tipSetKey(3))));
    }

    private List<Wanted> wanted(Args args) {
        List<Wanted> wanted = new ArrayList<>();
        if ((!args.json(0).isArray() && !args.json(0).isNull()) || args.json(0).size() > MAX_BATCH) {
            throw args.refuse(0, "expected a list of at most " + MAX_BATCH + " messages");
        }
        try {
            args.json(0).forEach(each -> wanted.add(
                    new Wanted(FilecoinJson.message(each.path("Msg")), SendSpec.read(each.path("Spec")))));
            return wanted;
        } catch (CodecException e) {
            throw args.refuse(0, String.valueOf(e.getMessage()));
        }
    }

    /** Each after the ones before it, with rising nonces; one that fails keeps its place and takes no nonce (venus {@code mpool}). */
    private JsonNode batch(Args args) {
        List<Wanted> wanted = wanted(args);
        Entry from = views.entry(args.tipSetKey(2));
        long nonce = args.unsigned(1);
        if (wanted.isEmpty()) {
            return NullNode.getInstance();
        }
        Trials trials = gas.trials(wanted.getFirst().message().withNonce(nonce));
        ArrayNode results = JsonNodeFactory.instance.arrayNode();
        for (Wanted each : wanted) {
            try {
                Message filled = gas.fill(each.message(), each.spec(), from, trials).withNonce(nonce);
                result(results, filled, "");
                nonce++;
            } catch (RpcException | PoolRefusal | ProofVerifier.Unavailable e) {
                result(results, each.message().withNonce(0), "estimating gas price: " + e.getMessage());
            }
        }
        return results;
    }

    private static void result(ArrayNode results, Message message, String error) {
        ObjectNode result = results.addObject();
        result.set("Msg", FilecoinJson.message(message));
        result.put("Err", error);
    }
}
