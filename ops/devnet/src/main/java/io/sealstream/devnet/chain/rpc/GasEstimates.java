package io.sealstream.devnet.chain.rpc;

import io.sealstream.devnet.chain.blocks.Chain;
import io.sealstream.devnet.chain.blocks.Entry;
import io.sealstream.devnet.chain.blocks.MessagePool;
import io.sealstream.devnet.chain.node.ChainHost;
import io.sealstream.devnet.chain.rules.Scene;
import io.sealstream.devnet.chain.state.ChainState;
import io.sealstream.devnet.chain.vm.Applied;
import io.sealstream.devnet.chain.vm.Executor;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.ExitCode;
import io.sealstream.filecoin.Gas;
import io.sealstream.filecoin.Message;
import io.sealstream.filecoin.SignedMessage;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.rpc.RpcException;

/**
 * Fills gas limit, premium and fee cap as lotus does ({@code node/impl/full/gas.go}): the limit comes from executing the message on a copy
 * of the state, after the sender's pending messages. A message that would fail is refused with its exit code.
 */
final class GasEstimates {
    private static final long OVER_NUMERATOR = 125;
    private static final long OVER_DENOMINATOR = 100;
    /** {@code MinGasPremium}. */
    private static final TokenAmount PREMIUM = TokenAmount.ofAtto(100_000);
    /** {@code DefaultDefaultMaxFee}: 0.07 FIL. */
    private static final TokenAmount DEFAULT_MAX_FEE = new TokenAmount(TokenAmount.ofFil(7).atto()).scaled(1, 100);
    /** The base fee may grow by an eighth in each of 20 blocks. */
    private static final int BLOCKS_AHEAD = 20;
    /** A secp256k1 signature with its CBOR head and the two heads of the signed message. */
    private static final int SIGNED_OVERHEAD = 70;

    private final ChainHost node;
    private final Chain chain;

    GasEstimates(ChainHost node) {
        this.node = node;
        this.chain = node.chain();
    }

    Message fill(Message message, TokenAmount maxFee) {
        Message filled = message.gasLimit() > 0
                ? message
                : message.withGas(limit(message), message.gasFeeCap(), message.gasPremium());
        TokenAmount premium = filled.gasPremium().isZero() ? PREMIUM : filled.gasPremium();
        TokenAmount cap = filled.gasFeeCap().isZero() ? feeCap(premium) : filled.gasFeeCap();
        TokenAmount most = maxFee.isZero() ? DEFAULT_MAX_FEE : maxFee;
        if (cap.times(filled.gasLimit()).compareTo(most) > 0) {
            cap = most.scaled(1, filled.gasLimit());
        }
        return filled.withGas(filled.gasLimit(), cap, premium.min(cap));
    }

    TokenAmount premium() {
        return PREMIUM;
    }

    TokenAmount feeCap(TokenAmount premium) {
        TokenAmount fee = chain.head().tipSet().parentBaseFee();
        for (int i = 0; i < BLOCKS_AHEAD; i++) {
            fee = fee.plus(fee.scaled(1, 8).max(TokenAmount.ofAtto(1)));
        }
        return fee.plus(premium);
    }

    /** Gas used in a trial at the head, with a quarter on top. */
    long limit(Message message) {
        Entry head = chain.head();
        Scene scene = chain.sceneAfter(head, node.proofs());
        ChainState state = head.after();
        if (state.find(message.from()).isEmpty()) {
            throw RpcException.of("estimating gas used: getting key address: actor not found: " + message.from());
        }
        MessagePool.requireModelled(message, state);
        Address key = state.keyOf(state.find(message.from()).orElseThrow().idAddress()).orElse(message.from());
        for (SignedMessage earlier : chain.pool().ready(key, state)) {
            state = Executor.tryOut(state, earlier.message(), earlier.chainLength(), scene).state();
        }
        Applied trial = Executor.tryOut(state, message, length(message), scene);
        if (!trial.receipt().isOk()) {
            throw RpcException
                    .of("estimating gas used: message execution failed: exit " + ExitCode.describe(trial.receipt().exitCode())
                            + ", reason: " + trial.error() + " (RetCode=" + trial.receipt().exitCode() + ")");
        }
        return Math.min(Gas.BLOCK_LIMIT, trial.receipt().gasUsed() * OVER_NUMERATOR / OVER_DENOMINATOR);
    }

    /** Bytes on chain once it is filled and signed: numbers that are zero now will take room. */
    private static int length(Message message) {
        int full = message.withGas(Gas.BLOCK_LIMIT, TokenAmount.ofNanoFil(1), TokenAmount.ofNanoFil(1))
                .withNonce(Integer.MAX_VALUE).toCbor().length;
        return message.from().protocol() == Address.Protocol.SECP256K1 ? full + SIGNED_OVERHEAD : full;
    }
}
