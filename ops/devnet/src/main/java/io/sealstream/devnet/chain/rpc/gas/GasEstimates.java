package io.sealstream.devnet.chain.rpc.gas;

import io.sealstream.devnet.chain.blocks.Chain;
import io.sealstream.devnet.chain.blocks.Entry;
import io.sealstream.devnet.chain.node.ChainHost;
import io.sealstream.devnet.chain.vm.Applied;
import io.sealstream.filecoin.ExitCode;
import io.sealstream.filecoin.Gas;
import io.sealstream.filecoin.Message;
import io.sealstream.filecoin.MessageReceipt;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.rpc.RpcException;

/**
 * Fills gas limit, premium and fee cap as lotus does ({@code node/impl/full/gas.go}, {@code node/impl/gasutils}): the limit comes from
 * executing the message on a copy of the state, after the sender's pending messages. A message that would fail is refused with its exit code.
 */
public final class GasEstimates {
    /** Lotus {@code GasLimitOverestimation}. */
    private static final double OVER_ESTIMATION = 1.25;
    /** {@code DefaultDefaultMaxFee}: 0.07 FIL. */
    private static final TokenAmount DEFAULT_MAX_FEE = new TokenAmount(TokenAmount.ofFil(7).atto()).scaled(1, 100);
    /** Blocks within which a message should land, and for which its fee cap should last. */
    private static final int BLOCKS_TO_LAND = 10;
    private static final int BLOCKS_AHEAD = 20;
    private static final int MOST_BLOCKS_AHEAD = 1000;
    /** Venus works with four digits of this factor. */
    private static final long PREMIUM_DIGITS = 10_000;
    /** Lotus {@code api.EOutOfGas}. */
    private static final int OUT_OF_GAS = 2;

    private final Chain chain;
    private final ChainHost node;
    private final GasPremiums premiums;

    public GasEstimates(ChainHost node) {
        this.node = node;
        this.chain = node.chain();
        this.premiums = new GasPremiums(chain);
    }

    /** Begins at the head, with the messages of the sender that wait before this one's nonce. */
    public Trials trials(Message first) {
        return Trials.begin(node, first);
    }

    /** Fills what is zero. */
    public Message fill(Message message, SendSpec spec, Entry from) {
        return fill(message, spec, from, trials(message));
    }

    /** As {@link #fill(Message, SendSpec, Entry)}, after what was tried before. */
    public Message fill(Message message, SendSpec spec, Entry from, Trials trials) {
        long limit = message.gasLimit() > 0 ? message.gasLimit() : limit(used(message, trials), spec);
        TokenAmount premium = message.gasPremium().isZero() ? premium(spec, from) : message.gasPremium();
        TokenAmount cap = message.gasFeeCap().isZero() ? feeCap(premium, BLOCKS_AHEAD, from) : message.gasFeeCap();
        return capped(message.withGas(limit, cap, premium), spec);
    }

    private static long limit(long used, SendSpec spec) {
        double over = spec.gasOverEstimation() > 0 ? spec.gasOverEstimation() : OVER_ESTIMATION;
        return Math.min(Gas.BLOCK_LIMIT, (long) (used * over));
    }

    private TokenAmount premium(SendSpec spec, Entry from) {
        TokenAmount premium = premium(BLOCKS_TO_LAND, from);
        return spec.gasOverPremium() > 0
                ? premium.scaled((long) (spec.gasOverPremium() * PREMIUM_DIGITS), PREMIUM_DIGITS)
                : premium;
    }

    /** Lotus {@code messagepool.CapGasFee}. */
    private static Message capped(Message message, SendSpec spec) {
        TokenAmount most = spec.maxFee().isZero() ? DEFAULT_MAX_FEE : spec.maxFee();
        TokenAmount cap = spec.maximizeFeeCap() || message.maxFee().compareTo(most) > 0
                ? most.scaled(1, message.gasLimit())
                : message.gasFeeCap();
        return message.withGas(message.gasLimit(), cap, message.gasPremium().min(cap));
    }

    /** A premium that lands a message within so many blocks. */
    public TokenAmount premium(long blocks, Entry from) {
        return premiums.estimate(blocks, from);
    }

    /** A fee cap that lasts for so many blocks. */
    public TokenAmount feeCap(TokenAmount premium, long blocks, Entry from) {
        if (blocks < 0 || blocks > MOST_BLOCKS_AHEAD) {
            throw RpcException.of("maxqueueblks must be 0 to " + MOST_BLOCKS_AHEAD + ", not " + blocks);
        }
        return Gas.expectedBaseFee(from.tipSet().parentBaseFee(), blocks).plus(premium);
    }

    /** As {@link #feeCap(TokenAmount, long, Entry)} for as long as lotus thinks ahead, seen from the head. */
    public TokenAmount feeCap(TokenAmount premium) {
        return feeCap(premium, BLOCKS_AHEAD, chain.head());
    }

    /** The premium for an ordinary message, seen from the head. */
    public TokenAmount premium() {
        return premium(BLOCKS_TO_LAND, chain.head());
    }

    /** Gas that a message used in a trial. */
    public long used(Message message, Trials trials) {
        Applied trial = trials.run(message);
        MessageReceipt receipt = trial.receipt();
        if (receipt.exitCode() == ExitCode.SYS_OUT_OF_GAS.code()) {
            throw new RpcException(OUT_OF_GAS, "call ran out of gas");
        }
        if (!receipt.isOk()) {
            throw RpcException.of("estimating gas used: message execution failed: exit " + ExitCode.describe(receipt.exitCode())
                    + ", reason: " + trial.error() + " (RetCode=" + receipt.exitCode() + ")");
        }
        return receipt.gasUsed();
    }
}
