package io.sealstream.filecoin;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.filecoin.actors.MinerMethod;
import io.sealstream.filecoin.actors.PieceActivationManifest;
import io.sealstream.filecoin.actors.PreCommitSectorBatchParams2;
import io.sealstream.filecoin.actors.ProveCommitSectors3Params;
import io.sealstream.filecoin.actors.ProveReplicaUpdates3Params;
import io.sealstream.filecoin.actors.SectorActivationManifest;
import io.sealstream.filecoin.actors.SectorPreCommitInfo;
import io.sealstream.filecoin.actors.SectorUpdateManifest;
import io.sealstream.filecoin.actors.VerifiedAllocationKey;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** How many sectors fit a message of 64 KiB: the derived table of chain.md 4.13, with numbers of the size that mainnet has. */
class MessageSizeTest {
    private static final long FIRST = 100_000;
    private static final Cid SEALED = Cid.sealed(new byte[32]);
    private static final Cid UNSEALED = Cid.unsealed(new byte[32]);
    private static final SealProofType TYPE = SealProofType.STACKED_DRG_32GIB_V1_1;

    private static int size(MinerMethod method, byte[] params) {
        Message message = new Message(Address.id(1_234_567), Address.bls(new byte[48]), 100_000, TokenAmount.ofFil(100),
                5_000_000_000L,
                TokenAmount.ofNanoFil(5), TokenAmount.ofAtto(200_000), method.number(), Bytes.of(params));
        return new SignedMessage(message, Signature.bls(new byte[96])).toCbor().length;
    }

    /** The most sectors with which the signed message is not too large. */
    private static int most(MinerMethod method, IntFunction<byte[]> params) {
        int sectors = 1;
        while (size(method, params.apply(sectors + 1)) <= ChainLimits.NV28.maxMessageBytes()) {
            sectors++;
        }
        return sectors;
    }

    private static byte[] preCommits(int sectors, boolean data) {
        return new PreCommitSectorBatchParams2(LongStream.range(FIRST, FIRST + sectors)
                .mapToObj(number -> new SectorPreCommitInfo(TYPE.code(), number, SEALED, ChainEpoch.of(6_000_000), List.of(),
                        ChainEpoch.of(7_500_000), data ? UNSEALED : null))
                .toList()).toCbor();
    }

    private static byte[] proofs(int sectors, List<PieceActivationManifest> pieces, int proofBytes) {
        return ProveCommitSectors3Params.single(activations(sectors, pieces),
                Collections.nCopies(sectors, Bytes.of(new byte[proofBytes]))).toCbor();
    }

    private static byte[] aggregate(int sectors, List<PieceActivationManifest> pieces) {
        return new ProveCommitSectors3Params(activations(sectors, pieces), List.of(),
                Bytes.of(new byte[AggregateProofType.bytes(TYPE, sectors)]), 1L, true, true).toCbor();
    }

    private static List<SectorActivationManifest> activations(int sectors, List<PieceActivationManifest> pieces) {
        return LongStream.range(FIRST, FIRST + sectors).mapToObj(number -> new SectorActivationManifest(number, pieces)).toList();
    }

    private static byte[] updates(int sectors) {
        return new ProveReplicaUpdates3Params(LongStream.range(FIRST, FIRST + sectors)
                .mapToObj(number -> new SectorUpdateManifest(number, 30, 10, SEALED, List.of())).toList(),
                Collections.nCopies(sectors, Bytes.of(new byte[UpdateProofType.of(SectorSize.GIB_32).proofBytes()])), Bytes.EMPTY,
                3,
                null, true, true).toCbor();
    }

    @Test
    void shouldFitPreCommits() {
        assertThat(most(MinerMethod.PRE_COMMIT_SECTOR_BATCH2, sectors -> preCommits(sectors, false))).isBetween(1010, 1030);
        assertThat(most(MinerMethod.PRE_COMMIT_SECTOR_BATCH2, sectors -> preCommits(sectors, true))).isBetween(600, 620);
    }

    @Test
    void shouldFitProofs() {
        List<PieceActivationManifest> piece = List
                .of(new PieceActivationManifest(UNSEALED, 32L << 30,
                        new VerifiedAllocationKey(new ActorId(1_234_567), 50_000_000), List.of()));
        MinerMethod method = MinerMethod.PROVE_COMMIT_SECTORS3;
        assertThat(most(method, sectors -> proofs(sectors, List.of(), TYPE.proofBytes()))).isEqualTo(33);
        assertThat(most(method, sectors -> proofs(sectors, piece, TYPE.proofBytes()))).isEqualTo(32);
        assertThat(most(method, sectors -> proofs(sectors, List.of(), SealProofType.STACKED_DRG_2KIB_V1_1.proofBytes())))
                .isBetween(315, 330);
        assertThat(size(method, aggregate(ChainLimits.NV28.aggregate().maxSectors(), List.of())))
                .isLessThan(ChainLimits.NV28.maxMessageBytes());
        assertThat(most(method, sectors -> aggregate(sectors, piece))).isBetween(320, 380);
        assertThat(most(MinerMethod.PROVE_REPLICA_UPDATES3, MessageSizeTest::updates)).isEqualTo(20);
    }
}
