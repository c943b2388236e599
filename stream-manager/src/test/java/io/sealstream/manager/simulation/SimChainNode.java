package io.sealstream.manager.simulation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealstream.devnet.chain.rpc.DirectCalls;
import io.sealstream.filecoin.JsonTree;
import io.sealstream.filecoin.json.FilecoinJson;
import io.sealstream.manager.edge.chain.Answer;
import io.sealstream.manager.edge.chain.ChainCallException;
import io.sealstream.manager.edge.chain.ChainNode;
import io.sealstream.rpc.RpcException;
import org.jspecify.annotations.Nullable;

/** The JSON-RPC of a node of the simulated chain, with the failures of a network before it. */
final class SimChainNode implements ChainNode {
    private static final double OFTEN = 0.2;
    /** A message that ran out of gas is sent again when its receipt is final. */
    private static final long UNTIL_SENT_AGAIN = SimOperator.CONFIDENCE + 15L;

    private final World world;
    private final DirectCalls calls;
    private final Dice dice;
    private final @Nullable LaggingChain late;
    private final @Nullable DirectCalls lateCalls;
    private boolean reachable = true;
    private long lag;

    SimChainNode(World world, SimChain chain) {
        this.world = world;
        this.calls = new DirectCalls(chain);
        this.late = world.storm().has(Fault.CHAIN_LAGS) ? new LaggingChain(chain, () -> lag) : null;
        this.lateCalls = late == null ? null : new DirectCalls(late);
        this.dice = world.dice("chain node");
    }

    void reachable(boolean is) {
        reachable = is;
    }

    /** Asks the node that is so many epochs behind the others; 0 for one that is not. */
    void lag(long epochs) {
        lag = epochs;
        world.trace().say("chain node", epochs == 0 ? "is up to date" : "lags " + epochs + " epochs");
    }

    boolean lags() {
        return lag > 0;
    }

    boolean reachable() {
        return reachable;
    }

    /** The planted estimate is two thirds of what the message needs. */
    private JsonNode shortened(String method, JsonNode answer) {
        if (!method.equals("GasEstimateMessageGas") || !world.storm().has(Fault.GAS_SHORT) || !dice.chance(OFTEN)) {
            return answer;
        }
        world.trace().say("chain node", "estimates too little gas");
        world.calm().disturb(UNTIL_SENT_AGAIN);
        ObjectNode message = answer.deepCopy();
        message.put("GasLimit", message.path("GasLimit").asLong() * 2 / 3);
        return message;
    }

    @Override
    public Answer call(String method, JsonTree... params) {
        if (!reachable) {
            throw new ChainCallException(ChainCallException.Kind.UNREACHABLE, "connection refused");
        }
        ArrayNode nodes = JsonNodeFactory.instance.arrayNode();
        for (JsonTree param : params) {
            nodes.add(FilecoinJson.toNode(param));
        }
        Answer answer;
        try {
            answer = new Answer(method, FilecoinJson.toTree(shortened(method, asked().call("Filecoin." + method, nodes))));
        } catch (RpcException e) {
            throw new ChainCallException(ChainCallException.Kind.REFUSED, method + ": " + e.getMessage(), e);
        }
        if (method.equals("MpoolPush") && world.storm().has(Fault.PUSH_AMBIGUOUS) && dice.chance(OFTEN)) {
            world.trace().say("chain node", "takes a message and loses the answer");
            throw new ChainCallException(ChainCallException.Kind.UNREACHABLE, "connection reset");
        }
        return answer;
    }

    private DirectCalls asked() {
        if (lag == 0 || late == null || lateCalls == null) {
            return calls;
        }
        late.catchUp();
        return lateCalls;
    }
}
