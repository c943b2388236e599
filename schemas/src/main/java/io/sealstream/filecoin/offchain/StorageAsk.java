package io.sealstream.filecoin.offchain;

import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.Shape;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.filecoin.Tuple;

/**
 * Terms on which a provider stores data (go-fil-markets {@code storagemarket/types.go}). Providers sign the map form, except inside an
 * {@link AskResponse}.
 *
 * @param miner         the provider
 * @param price         attoFIL per GiB and epoch
 * @param seqNo         rises with each ask of the provider, unsigned
 * @param maxPieceSize  padded bytes, unsigned
 * @param minPieceSize  padded bytes, unsigned
 * @param verifiedPrice price of verified data
 */
public record StorageAsk(Address miner, TokenAmount price, long seqNo, ChainEpoch expiry, ChainEpoch timestamp, long maxPieceSize,
        long minPieceSize, TokenAmount verifiedPrice) {
    public static final Shape<StorageAsk> SHAPE = Tuple.of(StorageAsk.class).field("Miner", Shapes.ADDRESS, StorageAsk::miner)
            .field("Price", Shapes.AMOUNT, StorageAsk::price).field("SeqNo", Shapes.UNSIGNED, StorageAsk::seqNo)
            .field("Expiry", Shapes.EPOCH, StorageAsk::expiry).field("Timestamp", Shapes.EPOCH, StorageAsk::timestamp)
            .field("MaxPieceSize", Shapes.UNSIGNED, StorageAsk::maxPieceSize)
            .field("MinPieceSize", Shapes.UNSIGNED, StorageAsk::minPieceSize)
            .field("VerifiedPrice", Shapes.AMOUNT, StorageAsk::verifiedPrice)
            .makeMap(v -> new StorageAsk(v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next()));

    /** The tuple form of version 0, which an {@link AskResponse} signs. */
    private static final Shape<StorageAsk> VERSION_0 = Tuple.of(StorageAsk.class).field("Price", Shapes.AMOUNT, StorageAsk::price)
            .field("VerifiedPrice", Shapes.AMOUNT, StorageAsk::verifiedPrice)
            .field("MinPieceSize", Shapes.UNSIGNED, StorageAsk::minPieceSize)
            .field("MaxPieceSize", Shapes.UNSIGNED, StorageAsk::maxPieceSize).field("Miner", Shapes.ADDRESS, StorageAsk::miner)
            .field("Timestamp", Shapes.EPOCH, StorageAsk::timestamp).field("Expiry", Shapes.EPOCH, StorageAsk::expiry)
            .field("SeqNo", Shapes.UNSIGNED, StorageAsk::seqNo).make(StorageAsk::version0);

    private static StorageAsk version0(Tuple.Values v) {
        TokenAmount price = v.next();
        TokenAmount verifiedPrice = v.next();
        long minPieceSize = v.<Long>next();
        long maxPieceSize = v.<Long>next();
        Address miner = v.next();
        ChainEpoch timestamp = v.next();
        return new StorageAsk(miner, price, v.<Long>next(), v.next(), timestamp, maxPieceSize, minPieceSize, verifiedPrice);
    }

    /** The tuple of version 0 (go-fil-markets {@code storagemarket/migrations}, {@code StorageAsk0}). */
    public byte[] toVersion0Cbor() {
        return VERSION_0.toCbor(this);
    }
}
