package io.sealstream.devnet.chain.node;

import io.sealstream.devnet.chain.blocks.Chain;
import io.sealstream.devnet.chain.blocks.PoolRefusal;
import io.sealstream.filecoin.Message;
import io.sealstream.filecoin.SignedMessage;

/** Signs with the node's own keys and pushes; one message at a time, so that no nonce is given twice. */
public final class NodeSender {
    private final ChainHost node;
    private final GenesisSender genesis;
    private final NodeWallet wallet;

    /** @param genesis sends for the faucet, whom others let send, too */
    public NodeSender(ChainHost node, GenesisSender genesis, NodeWallet wallet) {
        this.node = node;
        this.genesis = genesis;
        this.wallet = wallet;
    }

    public NodeWallet wallet() {
        return wallet;
    }

    /**
     * Sends a message whose gas is filled in; it gets the sender's next nonce.
     *
     * @throws PoolRefusal where the key is not here, or the pool does not take the message
     */
    public SignedMessage send(Message filled) {
        return filled.from().equals(genesis.address()) ? genesis.send(filled) : signed(filled);
    }

    private synchronized SignedMessage signed(Message filled) {
        Chain chain = node.chain();
        Message message = filled.withNonce(chain.pool().nextNonce(filled.from(), chain.head().after()));
        SignedMessage signed = wallet.sign(message)
                .orElseThrow(() -> new PoolRefusal("failed to sign message: the node has no key of "
                        + message.from() + "; import it with WalletImport, or sign it yourself and use MpoolPush"));
        node.push(signed);
        return signed;
    }
}
