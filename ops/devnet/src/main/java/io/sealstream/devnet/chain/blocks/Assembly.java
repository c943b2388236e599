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
import io.sealstream.filecoin.Shape;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.SignedMessage;
import io.sealstream.filecoin.Ticket;
import io.sealstream.filecoin.TipSet;
import io.sealstream.filecoin.TokenAmount;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;

/** Builds headers. Roots of messages and receipts are the CIDs of plain CBOR lists, where the real chain has roots of AMTs. */
final class Assembly {
    private static final Shape<List<MessageReceipt>> RECEIPTS = Shapes.list(MessageReceipt.SHAPE);
    private static final long WIN_COUNT = 1;

    private final GenesisSettings settings;
    private final Signatures signatures;
    private final SeededBytes seeded;
    private final Producers producers;

    Assembly(GenesisSettings settings, Signatures signatures) {
        this.settings = settings;
        this.signatures = signatures;
        this.seeded = new SeededBytes(settings.seed());
        this.producers = new Producers(settings, signatures);
    }

    /** From now on blocks are made by others; the beacon stays. */
    void turn() {
        producers.turn();
    }

    static Cid receiptRoot(List<MessageReceipt> receipts) {
        return RECEIPTS.cid(receipts);
    }

    static Cid messageRoot(List<SignedMessage> messages) {
        return MessageRoots.of(messages).meta().cid();
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

    /**
     * A block over a parent; beacon entries of the null rounds between them are carried along.
     *
     * @param place    which of the tipset's producers makes it
     * @param messages in the order of a block
     */
    Block next(Entry parent, long epoch, int place, List<SignedMessage> messages, TokenAmount baseFee) {
        Producer producer = producers.at(place);
        BlockHeader under = parent.tipSet().minTicketBlock();
        List<BeaconEntry> beacon = LongStream.rangeClosed(parent.height() + 1, epoch).mapToObj(seeded::beacon).toList();
        Bytes parentProof = Objects.requireNonNull(under.ticket()).vrfProof();
        BlockHeader unsigned = new BlockHeader(producer.address(),
                new Ticket(producer.ticketProof(beacon.getLast(), parentProof)),
                new ElectionProof(WIN_COUNT, producer.electionProof(beacon.getLast())), beacon, List.of(), parent.key().cids(),
                weight(parent), new ChainEpoch(epoch), parent.stateRoot(), parent.receiptRoot(), messageRoot(messages),
                signatures.aggregate(Block.bls(messages)), settings.timeOf(epoch), null, 0, baseFee);
        return new Block(unsigned.withBlockSig(producer.sign(unsigned)), messages);
    }

    /** Every win under a block counts one. */
    private static TokenAmount weight(Entry parent) {
        return parent.tipSet().minTicketBlock().parentWeight()
                .plus(TokenAmount.ofAtto(WIN_COUNT * parent.tipSet().blocks().size()));
    }

    static Entry prepared(Block block, Entry like) {
        TipSet tipSet = new TipSet(List.of(block.header()));
        return new Entry(tipSet, tipSet.key(), List.of(block), List.of(), List.of(), List.of(), like.after(), like.stateRoot(),
                like.receiptRoot());
    }
}
