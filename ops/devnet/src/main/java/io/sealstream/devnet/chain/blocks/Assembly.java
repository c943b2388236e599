package io.sealstream.devnet.chain.blocks;

import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.BeaconEntry;
import io.sealstream.filecoin.BlockHeader;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.ElectionProof;
import io.sealstream.filecoin.Gas;
import io.sealstream.filecoin.MessageReceipt;
import io.sealstream.filecoin.MsgMeta;
import io.sealstream.filecoin.Shape;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.Signature;
import io.sealstream.filecoin.SignatureType;
import io.sealstream.filecoin.SignedMessage;
import io.sealstream.filecoin.TipSet;
import io.sealstream.filecoin.TokenAmount;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;

/** Builds headers. Roots of messages and receipts are the CIDs of plain CBOR lists, where the real chain has roots of AMTs. */
final class Assembly {
    private static final Shape<List<Cid>> CIDS = Shapes.list(Shapes.CID);
    private static final Shape<List<MessageReceipt>> RECEIPTS = Shapes.list(MessageReceipt.SHAPE);
    private static final long WIN_COUNT = 1;

    private final GenesisSettings settings;
    private final SeededBytes seeded;
    /** Who makes blocks: other producers win after a reorg, so their tickets differ; the beacon stays. */
    private SeededBytes producer;
    private int reorgs;

    Assembly(GenesisSettings settings) {
        this.settings = settings;
        this.seeded = new SeededBytes(settings.seed());
        this.producer = seeded;
    }

    /** From now on blocks are made by others. */
    void turn() {
        reorgs++;
        producer = new SeededBytes(settings.seed() + "/reorg " + reorgs);
    }

    static Cid receiptRoot(List<MessageReceipt> receipts) {
        return RECEIPTS.cid(receipts);
    }

    static Cid messageRoot(List<SignedMessage> messages) {
        return new MsgMeta(cids(messages, true), cids(messages, false)).cid();
    }

    private static Cid cids(List<SignedMessage> messages, boolean bls) {
        return CIDS.cid(messages.stream().filter(message -> (message.signature().type() == SignatureType.BLS) == bls)
                .map(SignedMessage::cid).toList());
    }

    /** Base fee of the tipset that stands on {@code parent} (FIP-0115). */
    static TokenAmount nextBaseFee(Entry parent) {
        TokenAmount fee = parent.tipSet().parentBaseFee();
        List<Gas.Weight> weights = parent.messages().stream().map(message -> Gas.Weight.of(message.message(), fee)).toList();
        return Gas.nextBaseFee(fee, Gas.percentilePremium(weights, Gas.PERCENTILE_INDEX));
    }

    /** The block of epoch 0. */
    BlockHeader genesis(Cid stateRoot) {
        return new BlockHeader(Address.SYSTEM, seeded.ticket(0, Bytes.EMPTY),
                new ElectionProof(WIN_COUNT, seeded.electionProof(0)),
                List.of(seeded.beacon(0)), List.of(), List.of(), TokenAmount.ZERO, ChainEpoch.ZERO, stateRoot,
                receiptRoot(List.of()),
                messageRoot(List.of()), null, settings.timeOf(0), seeded.blockSignature(0), 0, Gas.MIN_BASE_FEE);
    }

    /** A block over a parent; entries of the null rounds between them are carried along. */
    BlockHeader next(Entry parent, long epoch, List<SignedMessage> messages, Signature aggregate, TokenAmount baseFee) {
        BlockHeader under = parent.tipSet().minTicketBlock();
        List<BeaconEntry> beacon = LongStream.rangeClosed(parent.height() + 1, epoch).mapToObj(seeded::beacon).toList();
        return new BlockHeader(Genesis.PRODUCER, producer.ticket(epoch, Objects.requireNonNull(under.ticket()).vrfProof()),
                new ElectionProof(WIN_COUNT, producer.electionProof(epoch)), beacon, List.of(), parent.key().cids(),
                under.parentWeight().plus(TokenAmount.ofAtto(WIN_COUNT)), new ChainEpoch(epoch), parent.stateRoot(),
                parent.receiptRoot(),
                messageRoot(messages), aggregate, settings.timeOf(epoch), producer.blockSignature(epoch), 0, baseFee);
    }

    static Entry prepared(BlockHeader header, Entry like) {
        TipSet tipSet = new TipSet(List.of(header));
        return new Entry(tipSet, tipSet.key(), List.of(), List.of(), List.of(), like.after(), like.stateRoot(),
                like.receiptRoot());
    }
}
