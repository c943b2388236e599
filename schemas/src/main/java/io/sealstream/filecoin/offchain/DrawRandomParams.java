package io.sealstream.filecoin.offchain;

import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.Randomness;
import io.sealstream.filecoin.Shape;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.Tuple;

/**
 * Out of what a block producer draws the input of its VRF: the wallet hashes and signs it, so that it sees what for (venus
 * {@code venus-shared/types/wallet/draw_random_params.go}).
 *
 * @param base    data of a beacon entry or VRF proof of a ticket
 * @param purpose domain separation tag
 * @param round   epoch
 * @param entropy mixed in
 */
public record DrawRandomParams(Bytes base, long purpose, ChainEpoch round, Bytes entropy) {
    public static final Shape<DrawRandomParams> SHAPE = Tuple.of(DrawRandomParams.class)
            .field("Rbase", Shapes.BYTES, DrawRandomParams::base)
            .field("Pers", Shapes.INTEGER, DrawRandomParams::purpose).field("Round", Shapes.EPOCH, DrawRandomParams::round)
            .field("Entropy", Shapes.BYTES, DrawRandomParams::entropy)
            .makeMap(v -> new DrawRandomParams(v.next(), v.next(), v.next(), v.next()));

    /** What is signed: 32 drawn bytes. */
    public Bytes signingBytes() {
        return Randomness.draw(base, purpose, round, entropy);
    }
}
