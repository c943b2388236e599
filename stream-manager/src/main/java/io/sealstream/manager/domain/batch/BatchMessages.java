package io.sealstream.manager.domain.batch;

import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.ChainLimits;
import io.sealstream.filecoin.actors.MinerMethod;
import io.sealstream.filecoin.actors.PieceActivationManifest;
import io.sealstream.filecoin.actors.PreCommitSectorBatchParams2;
import io.sealstream.filecoin.actors.ProveCommitSectors3Params;
import io.sealstream.filecoin.actors.SectorActivationManifest;
import io.sealstream.filecoin.actors.SectorPreCommitInfo;
import io.sealstream.manager.domain.Effect.Intent;
import io.sealstream.manager.domain.IntentId;
import io.sealstream.manager.domain.Purpose;
import io.sealstream.manager.domain.policy.ChainRules;
import io.sealstream.manager.domain.policy.FeeTerms;
import io.sealstream.manager.domain.policy.MinerPolicy;
import io.sealstream.manager.domain.sector.Sector;
import io.sealstream.manager.domain.sector.SectorClocks;
import io.sealstream.manager.domain.sector.Stage;
import io.sealstream.manager.domain.task.Piece;
import java.util.List;
import java.util.stream.Collectors;

/** What a batch says on chain, and what it is called. A pure function of the batch and its members, so it can be given again, equal. */
public final class BatchMessages {
    /** A day: an expiration that is just long enough now must still be so when the message lands. */
    private static final long LIFE_RESERVE = ChainLimits.NV28.epochsPerDay();
    /** Bytes that CBOR puts before a proof: its length, in at most three bytes. */
    private static final int HEADER_BYTES = 3;

    /** Any expiration as long in CBOR as a real one. */
    private static final ChainEpoch LONG_EXPIRATION = ChainEpoch.of(Integer.MAX_VALUE);

    private BatchMessages() {}

    /** Derived id: changes with the members, with what is said of them and with the attempt of the first. */
    public static String intentId(ActorId miner, Purpose purpose, List<Sector> members) {
        String said = members.stream().map(s -> s.id().number() + ":" + said(purpose, s)).collect(Collectors.joining(","));
        Stage stage = Stage.valueOf(purpose.name());
        int attempt = members.stream().mapToInt(s -> s.tries().attempts(stage)).max().orElse(0) + 1;
        return IntentId.ofBatch(miner, purpose, members.getFirst().id().number(), said, attempt);
    }

    private static String said(Purpose purpose, Sector sector) {
        return purpose == Purpose.PRECOMMIT
                ? sector.requireReplica().commR() + ":" + sector.requireReplica().ticketEpoch()
                : sector.requireProof().seedEpoch() + ":" + sector.requireProof().bytes();
    }

    /** Expiration of a precommit sent now: the wanted life, counted from the latest possible activation. */
    public static ChainEpoch expiration(MinerPolicy policy, ChainRules rules, ChainEpoch now) {
        long life = Math.max(policy.lifetimeEpochs(), rules.minSectorLife() + LIFE_RESERVE);
        return now.plus(rules.maxProveDuration() + life);
    }

    /** Bytes a sector adds to the parameters; those of an aggregate itself are not counted. */
    static int bytes(Purpose purpose, Sector sector, boolean aggregated) {
        if (purpose == Purpose.PRECOMMIT) {
            return preCommit(sector, LONG_EXPIRATION).toCbor().length;
        }
        int manifest = SectorActivationManifest.SHAPE.toCbor(manifest(sector)).length;
        return aggregated ? manifest : manifest + HEADER_BYTES + sector.requireProof().bytes().length();
    }

    /** The intent of an open batch. */
    public static Intent intent(ActorId miner, OpenBatch batch, List<Sector> members, MinerPolicy policy, ChainRules rules) {
        boolean first = batch.purpose() == Purpose.PRECOMMIT;
        MinerMethod method = first ? MinerMethod.PRE_COMMIT_SECTOR_BATCH2 : MinerMethod.PROVE_COMMIT_SECTORS3;
        byte[] params = first ? preCommit(batch, members).toCbor() : proveCommit(batch, members).toCbor();
        long validUntil = members.stream().mapToLong(s -> SectorClocks.lastUse(batch.purpose(), s, rules).value()).min()
                .orElse(0);
        return new Intent(batch.intent(), null, miner, batch.sender(), batch.purpose(), miner.address(), batch.funds().value(),
                method.number(), method.fullName(), Bytes.of(params), terms(batch, policy), false, validUntil,
                policy.messageConfidence(), policy.limits());
    }

    private static FeeTerms terms(OpenBatch batch, MinerPolicy policy) {
        FeeTerms terms = terms(policy, batch.purpose(), batch.sectors().size());
        return new FeeTerms(Math.max(terms.overEstimation(), batch.overEstimation()), terms.overPremium(), terms.feeCap(),
                terms.maxFee());
    }

    /** Terms of a message of so many sectors. */
    public static FeeTerms terms(MinerPolicy policy, Purpose purpose, int members) {
        return purpose == Purpose.PRECOMMIT ? policy.fees().preCommit(members) : policy.fees().proveCommit(members);
    }

    private static PreCommitSectorBatchParams2 preCommit(OpenBatch batch, List<Sector> members) {
        return new PreCommitSectorBatchParams2(members.stream().map(s -> preCommit(s, batch.expiration())).toList());
    }

    private static SectorPreCommitInfo preCommit(Sector s, ChainEpoch expiration) {
        return new SectorPreCommitInfo(s.origin().sealProof(), s.id().number(), s.requireReplica().commR(),
                s.requireReplica().ticketEpoch(), List.of(), expiration,
                s.requirePieces().list().isEmpty() ? null : s.requireReplica().commD());
    }

    private static ProveCommitSectors3Params proveCommit(OpenBatch batch, List<Sector> members) {
        List<SectorActivationManifest> activations = members.stream().map(BatchMessages::manifest).toList();
        return batch.form() == BatchForm.AGGREGATE
                ? ProveCommitSectors3Params.aggregated(activations, batch.aggregate())
                : ProveCommitSectors3Params.single(activations, members.stream().map(s -> s.requireProof().bytes()).toList());
    }

    private static SectorActivationManifest manifest(Sector s) {
        return new SectorActivationManifest(s.id().number(),
                s.requirePieces().list().stream().map(BatchMessages::piece).toList());
    }

    private static PieceActivationManifest piece(Piece piece) {
        return new PieceActivationManifest(piece.cid(), piece.paddedSize(), null, List.of());
    }
}
