package io.sealstream.filecoin;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A block header (lotus {@code chain/types/blockheader.go}), 16 fields. Nullable parts are null only in the genesis block or before signing.
 *
 * @param parents      CIDs of the parent tipset in its order
 * @param timestamp    seconds since 1970
 * @param blsAggregate of the block's BLS message signatures
 * @param blockSig     over {@link #signingBytes()}
 */
public record BlockHeader(Address miner, @Nullable Ticket ticket, @Nullable ElectionProof electionProof,
        List<BeaconEntry> beaconEntries,
        List<PoStProof> winPoStProof, List<Cid> parents, TokenAmount parentWeight, ChainEpoch height, Cid parentStateRoot,
        Cid parentMessageReceipts, Cid messages, @Nullable Signature blsAggregate, long timestamp, @Nullable Signature blockSig,
        long forkSignaling, TokenAmount parentBaseFee) {
    public static final Shape<BlockHeader> SHAPE = Tuple.of(BlockHeader.class).field("Miner", Shapes.ADDRESS, BlockHeader::miner)
            .field("Ticket", Shapes.optional(Ticket.SHAPE), BlockHeader::ticket)
            .field("ElectionProof", Shapes.optional(ElectionProof.SHAPE), BlockHeader::electionProof)
            .field("BeaconEntries", Shapes.list(BeaconEntry.SHAPE), BlockHeader::beaconEntries)
            .field("WinPoStProof", Shapes.list(PoStProof.SHAPE), BlockHeader::winPoStProof)
            .field("Parents", Shapes.list(Shapes.CID), BlockHeader::parents)
            .field("ParentWeight", Shapes.AMOUNT, BlockHeader::parentWeight).field("Height", Shapes.EPOCH, BlockHeader::height)
            .field("ParentStateRoot", Shapes.CID, BlockHeader::parentStateRoot)
            .field("ParentMessageReceipts", Shapes.CID, BlockHeader::parentMessageReceipts)
            .field("Messages", Shapes.CID, BlockHeader::messages)
            .field("BLSAggregate", Shapes.optional(Signature.SHAPE), BlockHeader::blsAggregate)
            .field("Timestamp", Shapes.UNSIGNED, BlockHeader::timestamp)
            .field("BlockSig", Shapes.optional(Signature.SHAPE), BlockHeader::blockSig)
            .field("ForkSignaling", Shapes.UNSIGNED, BlockHeader::forkSignaling)
            .field("ParentBaseFee", Shapes.AMOUNT, BlockHeader::parentBaseFee)
            .make(v -> new BlockHeader(v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(),
                    v.next(),
                    v.next(), v.next(), v.next(), v.next(), v.next(), v.next()));

    public BlockHeader {
        beaconEntries = List.copyOf(beaconEntries);
        winPoStProof = List.copyOf(winPoStProof);
        parents = List.copyOf(parents);
    }

    public byte[] toCbor() {
        return SHAPE.toCbor(this);
    }

    public static BlockHeader fromCbor(byte[] cbor) {
        return SHAPE.fromCbor(cbor);
    }

    public Cid cid() {
        return SHAPE.cid(this);
    }

    public BlockHeader withBlockSig(@Nullable Signature signature) {
        return new BlockHeader(miner, ticket, electionProof, beaconEntries, winPoStProof, parents, parentWeight, height,
                parentStateRoot,
                parentMessageReceipts, messages, blsAggregate, timestamp, signature, forkSignaling, parentBaseFee);
    }

    /** What the miner's worker signs: the CBOR with a null signature. */
    public byte[] signingBytes() {
        return withBlockSig(null).toCbor();
    }

    /** Hash of the ticket; blocks without one (genesis) come first. */
    public Bytes ticketHash() {
        return ticket == null ? Bytes.EMPTY : ticket.hash();
    }
}
