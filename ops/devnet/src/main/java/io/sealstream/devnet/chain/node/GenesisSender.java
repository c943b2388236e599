package io.sealstream.devnet.chain.node;

import io.sealstream.devnet.chain.blocks.Chain;
import io.sealstream.devnet.chain.blocks.Genesis;
import io.sealstream.devnet.chain.blocks.SeededBytes;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Message;
import io.sealstream.filecoin.Secp256k1;
import io.sealstream.filecoin.SignedMessage;

/** Sends messages of the genesis account, whose key follows from the seed; one at a time, so that no nonce is given twice. */
public final class GenesisSender {
    private final ChainHost node;
    private final byte[] key;
    private final Address address;

    public GenesisSender(ChainHost node) {
        this.node = node;
        this.key = new SeededBytes(node.chain().settings().seed()).faucetKey();
        this.address = Genesis.faucet(node.chain().settings());
    }

    /** Key address of the genesis account. */
    public Address address() {
        return address;
    }

    /**
     * Sends a message whose gas is filled in; it gets the next nonce.
     *
     * @throws io.sealstream.devnet.chain.blocks.PoolRefusal if the pool does not take it
     */
    public synchronized SignedMessage send(Message filled) {
        Chain chain = node.chain();
        Message message = filled.withNonce(chain.pool().nextNonce(address, chain.head().after()));
        SignedMessage signed = new SignedMessage(message, Secp256k1.sign(key, message.bytesToSign()));
        node.push(signed);
        return signed;
    }
}
