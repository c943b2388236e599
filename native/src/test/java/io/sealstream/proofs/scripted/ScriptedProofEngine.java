package io.sealstream.proofs.scripted;

import io.sealstream.proofs.Aggregation.NonInteractiveAggregate;
import io.sealstream.proofs.Aggregation.ProvenSeals;
import io.sealstream.proofs.Aggregation.SealAggregate;
import io.sealstream.proofs.Bytes;
import io.sealstream.proofs.Piece;
import io.sealstream.proofs.ProofEngine;
import io.sealstream.proofs.ProofException;
import io.sealstream.proofs.ProofException.Code;
import io.sealstream.proofs.Proving.FaultySector;
import io.sealstream.proofs.Proving.PoStScope;
import io.sealstream.proofs.Proving.PublicSector;
import io.sealstream.proofs.Proving.SectorChallenges;
import io.sealstream.proofs.Proving.StoredSector;
import io.sealstream.proofs.Proving.VanillaProof;
import io.sealstream.proofs.Proving.WindowPoStResult;
import io.sealstream.proofs.Proving.WinningPoStStatement;
import io.sealstream.proofs.ReplicaUpdate;
import io.sealstream.proofs.SealProofType;
import io.sealstream.proofs.Sealing.AddPiece;
import io.sealstream.proofs.Sealing.AddedPiece;
import io.sealstream.proofs.Sealing.Commit1;
import io.sealstream.proofs.Sealing.Commit1Output;
import io.sealstream.proofs.Sealing.Commitments;
import io.sealstream.proofs.Sealing.PreCommit1;
import io.sealstream.proofs.Sealing.PreCommit1Output;
import io.sealstream.proofs.Sealing.SealStatement;
import io.sealstream.proofs.Sealing.SectorFiles;
import io.sealstream.proofs.Sealing.SectorSeal;
import io.sealstream.proofs.WindowPoStProofType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * An engine without proofs: everything it makes is a hash of the statement, its files have the real names and sizes, and a
 * {@link Script} decides about durations, failures and wrong proofs. For sectors of a few kilobytes.
 */
public final class ScriptedProofEngine implements ProofEngine {
    private final Script script;

    public ScriptedProofEngine(Script script) {
        this.script = script;
    }

    @Override
    public String version() {
        return "scripted";
    }

    @Override
    public Piece pieceCommitment(SealProofType type, Path source, long unpaddedSize) throws ProofException {
        script.perform(Step.PIECE_COMMITMENT);
        byte[] padded = DataCommitments.pad(ScriptedFiles.read(source, unpaddedSize));
        return new Piece(DataCommitments.root(padded), unpaddedSize);
    }

    @Override
    public AddedPiece addPiece(AddPiece add) throws ProofException {
        script.perform(Step.ADD_PIECE);
        byte[] padded = DataCommitments.pad(ScriptedFiles.read(add.source(), add.unpaddedSize()));
        long aligned = ScriptedFiles.append(add.staged(), padded);
        return new AddedPiece(new Piece(DataCommitments.root(padded), add.unpaddedSize()),
                aligned / 128 * 127 + add.unpaddedSize());
    }

    @Override
    public PreCommit1Output preCommit1(PreCommit1 input) throws ProofException {
        script.perform(Step.PRE_COMMIT1);
        Bytes commD = DataCommitments.sector(input.pieces(), input.sector().type().sectorSize());
        byte[] staged = ScriptedFiles.read(input.files().staged(), input.sector().type().sectorSize());
        if (!DataCommitments.root(staged).equals(commD)) {
            throw new ProofException(Code.LIBRARY, "pieces and comm_d do not match");
        }
        ScriptedFiles.writeLayers(input.files(), staged);
        return new PreCommit1Output(PhaseText.preCommit1(input.sector(), commD));
    }

    @Override
    public Commitments preCommit2(PreCommit1Output phase1, SectorFiles files) throws ProofException {
        script.perform(Step.PRE_COMMIT2);
        PhaseText.Phase1 input = PhaseText.readPreCommit1(phase1.json());
        ScriptedFiles.requireLayers(files.cache());
        Bytes commR = ScriptedProofs.commR(input.sector(), input.commD());
        ScriptedFiles.writeReplica(files, ScriptedProofs.replica(commR, input.sector().type().sectorSize()), commR);
        return new Commitments(commR, input.commD());
    }

    @Override
    public Commit1Output commit1(Commit1 input) throws ProofException {
        script.perform(Step.COMMIT1);
        ScriptedFiles.requireLayers(input.files().cache());
        if (!input.commitments().commR().equals(ScriptedProofs.commR(input.sector(), input.commitments().commD()))) {
            throw new ProofException(Code.LIBRARY, "CommR is not that of this sector");
        }
        ScriptedFiles.requireReplica(input.files().sealed(), input.commitments().commR(), input.sector().type().sectorSize());
        return new Commit1Output(
                PhaseText.commit1(new SealStatement(input.sector(), input.seed(), input.commitments())));
    }

    @Override
    public Bytes commit2(SectorSeal sector, Commit1Output phase1) throws ProofException {
        script.perform(Step.COMMIT2);
        SealStatement statement = PhaseText.readCommit1(phase1.json());
        if (!statement.sector().equals(sector)) {
            throw new ProofException(Code.INVALID_REQUEST, "the output of C1 belongs to another proof type or ticket");
        }
        Bytes proof = ScriptedProofs.sealProof(statement);
        return script.nextSealProofIsWrong() ? ScriptedProofs.spoiled(proof) : proof;
    }

    @Override
    public boolean verifySeal(SealStatement statement, Bytes proof) throws ProofException {
        script.perform(Step.VERIFY_SEAL);
        return ScriptedProofs.sealProof(statement).equals(proof);
    }

    /** The aggregate of any wrong proof is made, and holds for nothing, as with the library. */
    @Override
    public Bytes aggregateSeals(ProvenSeals seals) throws ProofException {
        script.perform(Step.AGGREGATE);
        List<Bytes> right = seals.statement().members().stream().map(ScriptedProofs::sealProof).toList();
        Bytes aggregate = ScriptedProofs.aggregate(seals.statement());
        boolean holds = right.equals(seals.proofs()) && !script.nextAggregateIsWrong();
        return holds ? aggregate : ScriptedProofs.spoiled(aggregate);
    }

    @Override
    public boolean verifyAggregate(SealAggregate statement, Bytes aggregate) throws ProofException {
        script.perform(Step.VERIFY_AGGREGATE);
        return ScriptedProofs.aggregate(statement).equals(aggregate);
    }

    @Override
    public boolean verifyNonInteractive(NonInteractiveAggregate statement, Bytes aggregate) throws ProofException {
        script.perform(Step.VERIFY_NON_INTERACTIVE);
        return ScriptedProofs.nonInteractive(statement).equals(aggregate);
    }

    @Override
    public boolean verifyReplicaUpdate(ReplicaUpdate statement, Bytes proof) throws ProofException {
        script.perform(Step.VERIFY_UPDATE);
        return ScriptedProofs.replicaUpdate(statement).equals(proof);
    }

    @Override
    public boolean verifyWinningPoSt(WinningPoStStatement statement, Bytes proof) throws ProofException {
        script.perform(Step.VERIFY_WINNING_POST);
        return ScriptedProofs.winningPoSt(statement).equals(proof);
    }

    /** What this engine takes for a proof of the statement; no call of the port makes one. */
    public static Bytes proofOf(NonInteractiveAggregate statement) {
        return ScriptedProofs.nonInteractive(statement);
    }

    /** What this engine takes for a proof of the statement; no call of the port makes one. */
    public static Bytes proofOf(ReplicaUpdate statement) {
        return ScriptedProofs.replicaUpdate(statement);
    }

    /** What this engine takes for a proof of the statement; no call of the port makes one. */
    public static Bytes proofOf(WinningPoStStatement statement) {
        return ScriptedProofs.winningPoSt(statement);
    }

    @Override
    public List<SectorChallenges> windowPoStChallenges(PoStScope scope, List<Long> sectors) throws ProofException {
        script.perform(Step.CHALLENGES);
        ScriptedProofs.requireFieldElement(scope.randomness());
        requireAscending(sectors);
        return sectors.stream().map(sector -> new SectorChallenges(sector, ScriptedProofs.challenges(scope, sector)))
                .toList();
    }

    @Override
    public VanillaProof vanillaProof(WindowPoStProofType type, StoredSector sector, List<Long> challenges)
            throws ProofException {
        script.perform(Step.VANILLA_PROOF);
        ScriptedFiles.requireProvable(sector.cache());
        ScriptedFiles.requireReplica(sector.sealed(), sector.commR(), type.sectorSize());
        Bytes proof = ScriptedProofs.vanilla(sector.number(), sector.commR(), challenges);
        Bytes given = script.isFaulty(sector.number()) ? ScriptedProofs.spoiled(proof) : proof;
        return new VanillaProof(sector.number(), sector.commR(), given);
    }

    @Override
    public WindowPoStResult windowPoSt(PoStScope scope, List<VanillaProof> vanilla) throws ProofException {
        script.perform(Step.WINDOW_POST);
        requireAscending(vanilla.stream().map(VanillaProof::number).toList());
        List<FaultySector> faulty = new ArrayList<>();
        List<PublicSector> sectors = new ArrayList<>();
        for (VanillaProof sector : vanilla) {
            Bytes expected = ScriptedProofs.vanilla(sector.number(), sector.commR(),
                    ScriptedProofs.challenges(scope, sector.number()));
            if (!expected.equals(sector.bytes())) {
                faulty.add(new FaultySector(sector.number(), "its vanilla proof does not hold"));
            }
            sectors.add(new PublicSector(sector.number(), sector.commR()));
        }
        if (!faulty.isEmpty()) {
            return new WindowPoStResult.FaultySectors(faulty);
        }
        Bytes proof = ScriptedProofs.windowPoSt(scope, sectors);
        return new WindowPoStResult.Proof(script.nextWindowPoStIsWrong() ? ScriptedProofs.spoiled(proof) : proof);
    }

    @Override
    public boolean verifyWindowPoSt(PoStScope scope, List<PublicSector> sectors, Bytes proof) throws ProofException {
        script.perform(Step.VERIFY_WINDOW_POST);
        requireAscending(sectors.stream().map(PublicSector::number).toList());
        return ScriptedProofs.windowPoSt(scope, sectors).equals(proof);
    }

    @Override
    public void clearCache(SealProofType type, Path cache) throws ProofException {
        script.perform(Step.CLEAR_CACHE);
        ScriptedFiles.clear(cache);
    }

    @Override
    public void close() {
        // It holds nothing.
    }

    private static void requireAscending(List<Long> numbers) throws ProofException {
        for (int i = 1; i < numbers.size(); i++) {
            if (Long.compareUnsigned(numbers.get(i - 1), numbers.get(i)) >= 0) {
                throw new ProofException(Code.INVALID_REQUEST, "sectors must be strictly ascending by number");
            }
        }
        if (numbers.isEmpty()) {
            throw new ProofException(Code.INVALID_REQUEST, "there are no sectors");
        }
    }
}
