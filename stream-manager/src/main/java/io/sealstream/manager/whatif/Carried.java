package io.sealstream.manager.whatif;

import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.AggregateProofType;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.ChainLimits;
import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.GasPrices;
import io.sealstream.filecoin.Message;
import io.sealstream.filecoin.SealProofType;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.filecoin.actors.BatchReturn;
import io.sealstream.filecoin.actors.MinerMethod;
import io.sealstream.filecoin.actors.PieceActivationManifest;
import io.sealstream.filecoin.actors.PreCommitSectorBatchParams2;
import io.sealstream.filecoin.actors.ProveCommitSectors3Params;
import io.sealstream.filecoin.actors.SectorActivationManifest;
import io.sealstream.filecoin.actors.SectorPreCommitInfo;
import io.sealstream.manager.domain.Purpose;
import java.util.Collections;
import java.util.List;

/**
 * Sectors in one message, and its gas. Only what the price list gives exactly is counted (chain.md 4.10 and 5.7): bytes on chain, the call with
 * its actor lookups, the return value and the verification of proofs. Reading and writing state is modelled on the mainnet samples of FIP-0100
 * and kept apart.
 *
 * @param aggregated one aggregate instead of single proofs; PROVE_COMMIT only
 */
record Carried(Purpose purpose, List<Arrival> sectors, boolean aggregated) {
    /** Sender and receiver are looked up and written, a value is moved, a method is called. */
    private static final long CALL = 2 * (GasPrices.ACTOR_LOOKUP + GasPrices.ACTOR_UPDATE) + GasPrices.METHOD_CALL
            + GasPrices.TRANSFER;
    /** State gas by the samples of FIP-0100 (chain.md 5.7), as the dev chain has it. */
    private static final long PRE_COMMIT_STATE = 14_400_000;
    private static final long PRE_COMMIT_STATE_SECTOR = 530_000;
    private static final long PROVE_COMMIT_STATE = 161_300_000;
    private static final long PROVE_COMMIT_STATE_SECTOR = 61_200_000;
    private static final long PROVE_COMMIT_STATE_FURTHER = 10_000_000;
    private static final int SAMPLED_SECTORS = 4;
    /** A signature, its length and the brackets around message and signature. */
    private static final int SIGNED_EXTRA = 100;
    private static final Address MINER = Address.id(1_234_567);
    private static final Address SENDER = Address.bls(new byte[48]);
    private static final Cid SEALED = Cid.sealed(new byte[32]);
    private static final Cid UNSEALED = Cid.unsealed(new byte[32]);
    private static final ChainEpoch EXPIRATION = ChainEpoch.of(7_500_000);

    Carried {
        sectors = List.copyOf(sectors);
    }

    static Carried preCommit(List<Arrival> sectors) {
        return new Carried(Purpose.PRECOMMIT, sectors, false);
    }

    static Carried single(List<Arrival> sectors) {
        return new Carried(Purpose.PROVE_COMMIT, sectors, false);
    }

    static Carried aggregate(List<Arrival> sectors) {
        return new Carried(Purpose.PROVE_COMMIT, sectors, true);
    }

    int size() {
        return sectors.size();
    }

    /** Gas by the price list alone. */
    long exactGas() {
        return GasPrices.onChainMessage(bytes()) + CALL + proofs() + GasPrices.onChainReturn(returned());
    }

    /** Gas of reading and writing state, by the model. */
    long stateGas() {
        int sampled = Math.min(size(), SAMPLED_SECTORS);
        return purpose == Purpose.PRECOMMIT
                ? PRE_COMMIT_STATE + PRE_COMMIT_STATE_SECTOR * size()
                : PROVE_COMMIT_STATE + PROVE_COMMIT_STATE_SECTOR * sampled + PROVE_COMMIT_STATE_FURTHER * (size() - sampled);
    }

    /** True when the chain takes a message of that size. */
    boolean fits() {
        return bytes() + SIGNED_EXTRA <= ChainLimits.NV28.maxMessageBytes();
    }

    private long proofs() {
        if (purpose == Purpose.PRECOMMIT) {
            return 0;
        }
        return aggregated ? GasPrices.verifyAggregate(type(), size()) : GasPrices.VERIFY_SEAL * size();
    }

    private SealProofType type() {
        return sectors.getFirst().type();
    }

    private int returned() {
        return purpose == Purpose.PRECOMMIT ? 0 : BatchReturn.ok(size()).toCbor().length;
    }

    private int bytes() {
        MinerMethod method = purpose == Purpose.PRECOMMIT
                ? MinerMethod.PRE_COMMIT_SECTOR_BATCH2
                : MinerMethod.PROVE_COMMIT_SECTORS3;
        return new Message(MINER, SENDER, 100_000, TokenAmount.ofFil(100), 5_000_000_000L, TokenAmount.ofNanoFil(5),
                TokenAmount.ofAtto(200_000), method.number(),
                Bytes.of(purpose == Purpose.PRECOMMIT ? preCommits() : proveCommits())).toCbor().length;
    }

    private byte[] preCommits() {
        return new PreCommitSectorBatchParams2(sectors.stream()
                .map(s -> new SectorPreCommitInfo(s.type().code(), s.sector(), SEALED, s.ticket(), List.of(), EXPIRATION,
                        s.pieces() == 0 ? null : UNSEALED))
                .toList()).toCbor();
    }

    private byte[] proveCommits() {
        List<SectorActivationManifest> activations = sectors.stream()
                .map(s -> new SectorActivationManifest(s.sector(), pieces(s))).toList();
        if (!aggregated) {
            return ProveCommitSectors3Params.single(activations,
                    Collections.nCopies(size(), Bytes.of(new byte[type().proofBytes()]))).toCbor();
        }
        Bytes proof = Bytes.of(new byte[AggregateProofType.bytes(type(), size())]);
        return new ProveCommitSectors3Params(activations, List.of(), proof, (long) AggregateProofType.SNARK_PACK_V2.code(), false,
                false).toCbor();
    }

    private static List<PieceActivationManifest> pieces(Arrival sector) {
        return Collections.nCopies(sector.pieces(),
                new PieceActivationManifest(UNSEALED, sector.type().sectorSize().bytes(), null, List.of()));
    }
}
