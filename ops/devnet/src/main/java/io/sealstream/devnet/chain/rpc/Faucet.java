package io.sealstream.devnet.chain.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealstream.devnet.chain.blocks.Chain;
import io.sealstream.devnet.chain.blocks.Genesis;
import io.sealstream.devnet.chain.blocks.SeededBytes;
import io.sealstream.devnet.chain.node.DevChain;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.Message;
import io.sealstream.filecoin.Secp256k1;
import io.sealstream.filecoin.SignedMessage;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.filecoin.actors.Method;
import io.vertx.core.Future;

/** Hands out money by ordinary messages of the genesis account, whose key follows from the seed. */
final class Faucet {
    private static final long GAS_LIMIT = 20_000_000;

    private final DevChain node;
    private final Chain chain;
    private final GasEstimates gas;
    private final byte[] key;
    private final Address address;

    Faucet(DevChain node) {
        this.node = node;
        this.chain = node.chain();
        this.gas = new GasEstimates(node);
        this.key = new SeededBytes(chain.settings().seed()).faucetKey();
        this.address = Genesis.faucet(chain.settings());
    }

    /** Sends money; completes when it can be seen on chain. */
    Future<JsonNode> fund(Address receiver, TokenAmount amount) {
        return new Lookups(node).await(send(receiver, amount).cid(), 0, false);
    }

    private synchronized SignedMessage send(Address receiver, TokenAmount amount) {
        long nonce = chain.pool().nextNonce(address, chain.head().after());
        Message message = Message.call(receiver, address, amount, Method.SEND, Bytes.EMPTY).withNonce(nonce).withGas(GAS_LIMIT,
                gas.feeCap(gas.premium()).times(10), gas.premium());
        SignedMessage signed = new SignedMessage(message, Secp256k1.sign(key, message.bytesToSign()));
        node.push(signed);
        return signed;
    }
}
