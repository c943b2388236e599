package io.sealstream.manager.simulation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sealstream.devnet.chain.blocks.Chain;
import io.sealstream.devnet.chain.blocks.Entry;
import io.sealstream.devnet.chain.blocks.FeeScript;
import io.sealstream.devnet.chain.blocks.GenesisSettings;
import io.sealstream.devnet.chain.node.ChainHost;
import io.sealstream.devnet.chain.rpc.DirectCalls;
import io.sealstream.devnet.chain.rules.ProofVerifier;
import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.JsonTree;
import io.sealstream.filecoin.NetworkPolicy;
import io.sealstream.filecoin.SignedMessage;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.filecoin.json.FilecoinJson;
import io.sealstream.manager.edge.chain.Answer;
import io.sealstream.manager.edge.chain.ChainCallException;
import io.sealstream.manager.edge.chain.ChainNode;
import io.sealstream.rpc.RpcException;
import java.util.Map;
import java.util.function.Consumer;

/** The dev chain and its JSON-RPC in the same process, for tests that only read of it. */
public final class BareChain implements ChainHost, ChainNode {
    private static final int PREPARED = 1000;

    private final ScriptedProofs proofs = new ScriptedProofs();
    private final Chain chain = new Chain(new GenesisSettings(NetworkPolicy.DEVNET, "bare", 1_700_000_000L, PREPARED,
            TokenAmount.ofFil(1_000_000), Map.of()), new SimSignatures());
    private final DirectCalls calls = new DirectCalls(this);

    /** Its base fees from now on, as lines {@code epoch,attoFIL}. */
    public void baseFees(String csv) {
        chain.script(FeeScript.parse(csv, FeeScript.Between.HOLD));
    }

    /** Makes a tipset; epochs between the head and it are null rounds. */
    public void make(long epoch) {
        chain.take(chain.make(epoch, proofs));
    }

    public long height() {
        return chain.head().height();
    }

    @Override
    public Answer call(String method, JsonTree... params) {
        ArrayNode nodes = JsonNodeFactory.instance.arrayNode();
        for (JsonTree param : params) {
            nodes.add(FilecoinJson.toNode(param));
        }
        try {
            return new Answer(method, FilecoinJson.toTree(calls.call("Filecoin." + method, nodes)));
        } catch (RpcException e) {
            throw new ChainCallException(ChainCallException.Kind.REFUSED, method + ": " + e.getMessage(), e);
        }
    }

    @Override
    public Chain chain() {
        return chain;
    }

    @Override
    public ProofVerifier proofs() {
        return proofs;
    }

    @Override
    public void push(SignedMessage message) {
        throw new UnsupportedOperationException("nobody sends here");
    }

    @Override
    public void ticketDrawn(ActorId miner, long epoch) {
        // Nobody counts them here.
    }

    @Override
    public void listen(Consumer<Entry> listener) {
        throw new UnsupportedOperationException("nobody follows here");
    }

    @Override
    public void forget(Consumer<Entry> listener) {
        throw new UnsupportedOperationException("nobody follows here");
    }
}
