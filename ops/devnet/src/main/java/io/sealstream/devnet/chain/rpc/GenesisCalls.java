package io.sealstream.devnet.chain.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealstream.devnet.chain.node.DevChain;
import io.sealstream.devnet.chain.node.GenesisSender;
import io.sealstream.devnet.chain.rpc.gas.GasEstimates;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.Message;
import io.sealstream.filecoin.TokenAmount;
import io.vertx.core.Future;

/** Messages of the genesis account, which stands for the parts of the network that are not here. */
final class GenesisCalls {
    private static final long FEE_RESERVE = 10;

    private final DevChain node;
    private final GenesisSender sender;
    private final GasEstimates gas;

    GenesisCalls(DevChain node) {
        this.node = node;
        this.sender = node.genesis();
        this.gas = new GasEstimates(node);
    }

    /** Sends a message; completes with its lookup when it can be seen on chain. */
    Future<JsonNode> send(Address to, long method, TokenAmount value, Bytes params, long gasLimit, Future<Void> cancelled) {
        TokenAmount premium = gas.premium();
        Message message = Message.call(to, sender.address(), value, method, params).withGas(gasLimit,
                gas.feeCap(premium).times(FEE_RESERVE), premium);
        return new Lookups(node).await(sender.send(message).cid(), 0, -1, false, cancelled);
    }
}
