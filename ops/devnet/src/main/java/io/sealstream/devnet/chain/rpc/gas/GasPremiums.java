package io.sealstream.devnet.chain.rpc.gas;

import io.sealstream.devnet.chain.blocks.Chain;
import io.sealstream.devnet.chain.blocks.Entry;
import io.sealstream.filecoin.Gas;
import io.sealstream.filecoin.Message;
import io.sealstream.filecoin.SignedMessage;
import io.sealstream.filecoin.TokenAmount;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The premium that recent messages paid (lotus {@code node/impl/gasutils/gasutils.go}, {@code GasEstimateGasPremium},
 * {@code medianGasPremium}). The noise that lotus adds is left out: equal chains give equal answers.
 */
final class GasPremiums {
    /** {@code MinGasPremium}. */
    private static final long LEAST = 100_000;
    private static final long MOST_BLOCKS = 128;

    private final Chain chain;

    GasPremiums(Chain chain) {
        this.chain = chain;
    }

    /** @param blocks within which the message should land; fewer ask for more where little is paid */
    TokenAmount estimate(long blocks, Entry from) {
        long wanted = blocks == 0 ? 1 : Math.min(MOST_BLOCKS, blocks < 0 ? MOST_BLOCKS : blocks);
        TokenAmount median = recent(from, 2 * wanted);
        return median.compareTo(TokenAmount.ofAtto(LEAST)) < 0 ? TokenAmount.ofAtto(least(wanted)) : median;
    }

    private static long least(long blocks) {
        return blocks == 1 ? 2 * LEAST : blocks == 2 ? LEAST * 3 / 2 : LEAST;
    }

    private TokenAmount recent(Entry from, long tipSets) {
        List<Message> paid = new ArrayList<>();
        long blocks = 0;
        Optional<Entry> at = chain.store().parent(from);
        for (long i = 0; i < tipSets && at.isPresent(); i++) {
            blocks += at.get().tipSet().blocks().size();
            at.get().messages().stream().map(SignedMessage::message).forEach(paid::add);
            at = chain.store().parent(at.get());
        }
        return median(paid, blocks);
    }

    /** From the highest premium down, until 52.5 % of the target gas of so many blocks is covered: the mean of the last two. */
    private static TokenAmount median(List<Message> paid, long blocks) {
        long target = Gas.BLOCK_LIMIT / 2 * blocks;
        long left = target / 2 + target / 40;
        TokenAmount last = TokenAmount.ZERO;
        TokenAmount before = TokenAmount.ZERO;
        for (Message each : paid.stream().sorted(Comparator.comparing(Message::gasPremium).reversed()).toList()) {
            before = last;
            last = each.gasPremium();
            left -= each.gasLimit();
            if (left < 0) {
                break;
            }
        }
        return before.isZero() ? last : last.plus(before).scaled(1, 2);
    }
}
