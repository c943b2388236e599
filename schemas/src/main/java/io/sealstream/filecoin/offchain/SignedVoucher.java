package io.sealstream.filecoin.offchain;

import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.Shape;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.Signature;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.filecoin.Tuple;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A promise of money out of a payment channel (go-state-types {@code builtin/v18/paych}).
 *
 * @param channel         address of the channel
 * @param timeLockMin     not redeemable before
 * @param timeLockMax     not redeemable after; 0 for no end
 * @param secretHash      hash whose preimage the receiver must show; empty for none
 * @param extra           call that must succeed when it is redeemed, or none
 * @param lane            unsigned
 * @param nonce           unsigned
 * @param amount          redeemable in all on this lane
 * @param minSettleHeight the channel stays open at least as long
 * @param merges          lanes that this voucher closes
 * @param signature       none before it is signed
 */
public record SignedVoucher(Address channel, ChainEpoch timeLockMin, ChainEpoch timeLockMax, Bytes secretHash,
        @Nullable Check extra,
        long lane, long nonce, TokenAmount amount, ChainEpoch minSettleHeight, List<Merge> merges,
        @Nullable Signature signature) {
    public static final Shape<SignedVoucher> SHAPE = Tuple.of(SignedVoucher.class)
            .field("ChannelAddr", Shapes.ADDRESS, SignedVoucher::channel)
            .field("TimeLockMin", Shapes.EPOCH, SignedVoucher::timeLockMin)
            .field("TimeLockMax", Shapes.EPOCH, SignedVoucher::timeLockMax)
            .field("SecretHash", Shapes.BYTES, SignedVoucher::secretHash)
            .field("Extra", Shapes.optional(Check.SHAPE), SignedVoucher::extra)
            .field("Lane", Shapes.UNSIGNED, SignedVoucher::lane)
            .field("Nonce", Shapes.UNSIGNED, SignedVoucher::nonce).field("Amount", Shapes.AMOUNT, SignedVoucher::amount)
            .field("MinSettleHeight", Shapes.EPOCH, SignedVoucher::minSettleHeight)
            .field("Merges", Shapes.list(Merge.SHAPE), SignedVoucher::merges)
            .field("Signature", Shapes.optional(Signature.SHAPE), SignedVoucher::signature)
            .make(v -> new SignedVoucher(v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(),
                    v.next(), v.next()));

    public SignedVoucher {
        merges = List.copyOf(merges);
    }

    /** A call that must succeed (go-state-types {@code ModVerifyParams}). */
    public record Check(Address actor, long method, Bytes data) {
        public static final Shape<Check> SHAPE = Tuple.of(Check.class).field("Actor", Shapes.ADDRESS, Check::actor)
                .field("Method", Shapes.UNSIGNED, Check::method).field("Data", Shapes.BYTES, Check::data)
                .make(v -> new Check(v.next(), v.next(), v.next()));
    }

    /** A lane that is closed, with the nonce up to which. Both unsigned. */
    public record Merge(long lane, long nonce) {
        public static final Shape<Merge> SHAPE = Tuple.of(Merge.class).field("Lane", Shapes.UNSIGNED, Merge::lane)
                .field("Nonce", Shapes.UNSIGNED, Merge::nonce).make(v -> new Merge(v.next(), v.next()));
    }

    /** What the payer signs: the voucher without a signature. */
    public Bytes signingBytes() {
        return Bytes.of(SHAPE.toCbor(new SignedVoucher(channel, timeLockMin, timeLockMax, secretHash, extra, lane, nonce, amount,
                minSettleHeight, merges, null)));
    }
}
