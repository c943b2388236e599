package io.sealstream.devnet.chain.rpc.gas;

import io.sealstream.devnet.chain.blocks.Entry;
import io.sealstream.devnet.chain.node.ChainHost;
import io.sealstream.devnet.chain.rules.Scene;
import io.sealstream.devnet.chain.state.ChainState;
import io.sealstream.devnet.chain.vm.Applied;
import io.sealstream.devnet.chain.vm.Executor;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Gas;
import io.sealstream.filecoin.Message;
import io.sealstream.filecoin.SignedMessage;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.rpc.RpcException;

/** Messages executed one after the other on a copy of the head's state, for nothing. */
public final class Trials {
    /** A secp256k1 signature with its CBOR head and the two heads of the signed message. */
    private static final int SIGNED_OVERHEAD = 70;

    private final Scene scene;
    private ChainState state;

    private Trials(Scene scene, ChainState state) {
        this.scene = scene;
        this.state = state;
    }

    /** Begins after the pending messages of a message's sender, up to the one whose place it would take. */
    static Trials begin(ChainHost node, Message first) {
        Entry head = node.chain().head();
        Trials trials = new Trials(node.chain().sceneAfter(head, node.proofs()), head.after());
        for (SignedMessage earlier : node.chain().pool().ready(sender(head.after(), first.from()), head.after())) {
            if (earlier.message().nonce() == first.nonce()) {
                break;
            }
            trials.apply(earlier.message(), earlier.chainLength());
        }
        return trials;
    }

    /** The key address of the sender. */
    private static Address sender(ChainState state, Address from) {
        return state.find(from).map(actor -> state.keyOf(actor.idAddress()).orElse(from))
                .orElseThrow(() -> RpcException.of("estimating gas used: getting key address: actor not found: " + from));
    }

    /** Executes a message; those after it see what it did. */
    Applied run(Message message) {
        return apply(message, length(message));
    }

    private Applied apply(Message message, int length) {
        Applied applied = Executor.tryOut(state, message, length, scene);
        state = applied.state();
        return applied;
    }

    /** Bytes on chain once it is filled and signed: numbers that are zero now will take room. */
    private static int length(Message message) {
        int full = message.withGas(Gas.BLOCK_LIMIT, TokenAmount.ofNanoFil(1), TokenAmount.ofNanoFil(1))
                .withNonce(Integer.MAX_VALUE).toCbor().length;
        return message.from().protocol() == Address.Protocol.SECP256K1 ? full + SIGNED_OVERHEAD : full;
    }
}
