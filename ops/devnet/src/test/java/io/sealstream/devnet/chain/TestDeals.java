package io.sealstream.devnet.chain;

import io.sealstream.devnet.chain.blocks.Genesis;
import io.sealstream.devnet.chain.vm.AdminMethods;
import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.Commitments;
import io.sealstream.filecoin.MessageReceipt;
import io.sealstream.filecoin.PieceInfo;
import io.sealstream.filecoin.SectorSize;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.filecoin.actors.DataActivationNotification;
import io.sealstream.filecoin.actors.PieceActivationManifest;
import io.sealstream.filecoin.actors.ProveCommitSectors3Params;
import io.sealstream.filecoin.actors.SectorActivationManifest;
import io.sealstream.filecoin.actors.SectorPreCommitInfo;
import io.sealstream.filecoin.actors.VerifiedAllocationKey;
import io.sealstream.filecoin.state.Allocation;
import io.sealstream.filecoin.state.DealProposal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Clients of a test chain: allocations and deals put in by the genesis account, and sectors with their data. */
final class TestDeals {
    private static final long DAY = 2880;

    private final TestChain test;
    private final Address miner;

    TestDeals(TestChain test, Address miner) {
        this.test = test;
        this.miner = miner;
    }

    static Cid data(int number) {
        byte[] commitment = new byte[32];
        Arrays.fill(commitment, (byte) (number % 64));
        return Cid.unsealed(commitment);
    }

    ActorId client() {
        return test.state().idOf(TestChain.STRANGER).orElseThrow().actorId().orElseThrow();
    }

    Allocation allocation(int number, long size) {
        return new Allocation(client(), miner.actorId().orElseThrow(), data(number), size, 180 * DAY, 1200 * DAY,
                new ChainEpoch(test.height() + 50 * DAY));
    }

    MessageReceipt add(Address from, Allocation allocation) {
        return test.call(from, Address.VERIFIED_REGISTRY, AdminMethods.ADD_ALLOCATION, Allocation.SHAPE.toCbor(allocation));
    }

    long add(Allocation allocation) {
        return id(add(faucet(), allocation));
    }

    DealProposal deal(int number, long size, boolean verified) {
        return new DealProposal(data(number), size, verified, TestChain.STRANGER, miner, "deal " + number,
                new ChainEpoch(test.height() + DAY), new ChainEpoch(test.height() + 190 * DAY), TokenAmount.ZERO,
                TokenAmount.ZERO,
                TokenAmount.ZERO);
    }

    MessageReceipt add(Address from, DealProposal deal) {
        return test.call(from, Address.MARKET, AdminMethods.ADD_DEAL, DealProposal.SHAPE.toCbor(deal));
    }

    long add(DealProposal deal) {
        return id(add(faucet(), deal));
    }

    private long id(MessageReceipt receipt) {
        if (!receipt.isOk()) {
            throw new IllegalStateException(test.error());
        }
        return Shapes.UNSIGNED.fromCbor(receipt.returnValue().toArray());
    }

    Address faucet() {
        return Genesis.faucet(test.chain.settings());
    }

    static PieceActivationManifest piece(int number, long size) {
        return new PieceActivationManifest(data(number), size, null, List.of());
    }

    PieceActivationManifest verified(int number, long size, long allocation) {
        return new PieceActivationManifest(data(number), size, new VerifiedAllocationKey(client(), allocation), List.of());
    }

    static PieceActivationManifest telling(PieceActivationManifest piece, Address receiver, Bytes payload) {
        return new PieceActivationManifest(piece.pieceCid(), piece.paddedSize(), piece.verifiedAllocationKey(),
                List.of(new DataActivationNotification(receiver, payload)));
    }

    static Bytes payload(long deal) {
        return Bytes.of(Shapes.UNSIGNED.toCbor(deal));
    }

    static Cid commD(List<PieceActivationManifest> pieces) {
        return Commitments.commD(SectorSize.KIB_2,
                pieces.stream().map(each -> new PieceInfo(each.pieceCid(), each.paddedSize())).toList());
    }

    /** A precommit of a sector with these pieces. */
    SectorPreCommitInfo preCommit(long number, List<Long> deals, Optional<Cid> commD) {
        SectorPreCommitInfo empty = test.preCommit(number);
        return new SectorPreCommitInfo(empty.sealProof(), number, empty.sealedCid(), empty.sealRandEpoch(), deals,
                empty.expiration(), commD.orElse(null));
    }

    /** Precommits a sector with these pieces and waits for its seed. */
    void preCommit(long number, PieceActivationManifest... pieces) {
        test.preCommit(miner, preCommit(number, List.of(), Optional.of(commD(List.of(pieces)))));
        test.skipTo(test.height() + 11);
    }

    static SectorActivationManifest activation(long number, PieceActivationManifest... pieces) {
        return new SectorActivationManifest(number, List.of(pieces));
    }

    static ProveCommitSectors3Params prove(boolean allOrNothing, boolean told, SectorActivationManifest... sectors) {
        return new ProveCommitSectors3Params(List.of(sectors),
                Arrays.stream(sectors).map(sector -> ScriptedVerifier.good(TestChain.PROOF_BYTES)).toList(), Bytes.EMPTY, null,
                allOrNothing, told);
    }
}
