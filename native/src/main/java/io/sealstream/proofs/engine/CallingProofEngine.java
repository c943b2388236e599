package io.sealstream.proofs.engine;

import io.sealstream.proofs.Aggregation.NonInteractiveAggregate;
import io.sealstream.proofs.Aggregation.ProvenSeals;
import io.sealstream.proofs.Aggregation.SealAggregate;
import io.sealstream.proofs.Bytes;
import io.sealstream.proofs.Piece;
import io.sealstream.proofs.ProofEngine;
import io.sealstream.proofs.ProofException;
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
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Encodes the calls of the port for the proofs library and decodes its answers. The layouts are those of the Rust side. */
final class CallingProofEngine implements ProofEngine {
    private static final int COMMITMENT = 32;
    /** First word of the answer to a WindowPoSt request: proof follows, or faulty sectors do. */
    private static final int PROVEN = 0;

    private final ProofCalls calls;

    CallingProofEngine(ProofCalls calls) {
        this.calls = calls;
    }

    @Override
    public String version() throws ProofException {
        return new String(calls.call(Operation.VERSION, new byte[0]), StandardCharsets.UTF_8);
    }

    @Override
    public Piece pieceCommitment(SealProofType type, Path source, long unpaddedSize) throws ProofException {
        RequestWriter request = new RequestWriter().u32(type.chainNumber()).path(source).u64(unpaddedSize);
        return ResponseReader.read(calls.call(Operation.PIECE_COMMITMENT, request.finish()), CallingProofEngine::readPiece);
    }

    @Override
    public AddedPiece addPiece(AddPiece add) throws ProofException {
        RequestWriter request = new RequestWriter().u32(add.type().chainNumber()).path(add.source()).path(add.staged())
                .u64(add.unpaddedSize()).list(add.before(), RequestWriter::u64);
        return ResponseReader.read(calls.call(Operation.ADD_PIECE, request.finish()),
                in -> new AddedPiece(readPiece(in), in.u64()));
    }

    @Override
    public PreCommit1Output preCommit1(PreCommit1 input) throws ProofException {
        RequestWriter request = new RequestWriter();
        Statements.write(request, input.sector());
        Statements.write(request, input.files());
        request.list(input.pieces(), Statements::write);
        return new PreCommit1Output(Bytes.of(calls.call(Operation.PRE_COMMIT1, request.finish())));
    }

    @Override
    public Commitments preCommit2(PreCommit1Output phase1, SectorFiles files) throws ProofException {
        RequestWriter request = new RequestWriter().bytes(phase1.json());
        Statements.write(request, files);
        return ResponseReader.read(calls.call(Operation.PRE_COMMIT2, request.finish()),
                in -> new Commitments(in.fixed(COMMITMENT), in.fixed(COMMITMENT)));
    }

    @Override
    public Commit1Output commit1(Commit1 input) throws ProofException {
        RequestWriter request = new RequestWriter();
        Statements.write(request, input.sector());
        Statements.write(request, input.files());
        request.fixed(input.seed()).fixed(input.commitments().commR()).fixed(input.commitments().commD());
        request.list(input.pieces(), Statements::write);
        return new Commit1Output(Bytes.of(calls.call(Operation.COMMIT1, request.finish())));
    }

    @Override
    public Bytes commit2(SectorSeal sector, Commit1Output phase1) throws ProofException {
        RequestWriter request = new RequestWriter();
        Statements.write(request, sector);
        request.bytes(phase1.json());
        return Bytes.of(calls.call(Operation.COMMIT2, request.finish()));
    }

    @Override
    public boolean verifySeal(SealStatement statement, Bytes proof) throws ProofException {
        RequestWriter request = new RequestWriter();
        Statements.write(request, statement);
        return holds(Operation.VERIFY_SEAL, request, proof);
    }

    @Override
    public Bytes aggregateSeals(ProvenSeals seals) throws ProofException {
        RequestWriter request = new RequestWriter().u32(seals.proofs().size());
        for (int i = 0; i < seals.proofs().size(); i++) {
            Statements.write(request, seals.statement().members().get(i));
            request.bytes(seals.proofs().get(i));
        }
        return Bytes.of(calls.call(Operation.AGGREGATE_SEALS, request.finish()));
    }

    @Override
    public boolean verifyAggregate(SealAggregate statement, Bytes aggregate) throws ProofException {
        RequestWriter request = new RequestWriter().list(statement.members(), Statements::write);
        return holds(Operation.VERIFY_AGGREGATE, request, aggregate);
    }

    @Override
    public boolean verifyNonInteractive(NonInteractiveAggregate statement, Bytes aggregate) throws ProofException {
        RequestWriter request = new RequestWriter();
        Statements.write(request, statement);
        return holds(Operation.VERIFY_NON_INTERACTIVE, request, aggregate);
    }

    @Override
    public boolean verifyReplicaUpdate(ReplicaUpdate statement, Bytes proof) throws ProofException {
        RequestWriter request = new RequestWriter();
        Statements.write(request, statement);
        return holds(Operation.VERIFY_REPLICA_UPDATE, request, proof);
    }

    @Override
    public boolean verifyWinningPoSt(WinningPoStStatement statement, Bytes proof) throws ProofException {
        RequestWriter request = new RequestWriter();
        Statements.write(request, statement);
        return holds(Operation.VERIFY_WINNING_POST, request, proof);
    }

    @Override
    public List<SectorChallenges> windowPoStChallenges(PoStScope scope, List<Long> sectors) throws ProofException {
        RequestWriter request = new RequestWriter();
        Statements.write(request, scope);
        request.list(sectors, RequestWriter::u64);
        return ResponseReader.read(calls.call(Operation.WINDOW_POST_CHALLENGES, request.finish()),
                in -> in.list(item -> new SectorChallenges(item.u64(), item.list(ResponseReader::u64))));
    }

    @Override
    public VanillaProof vanillaProof(WindowPoStProofType type, StoredSector sector, List<Long> challenges)
            throws ProofException {
        RequestWriter request = new RequestWriter().u32(type.chainNumber()).u64(sector.number()).fixed(sector.commR())
                .path(sector.cache()).path(sector.sealed()).list(challenges, RequestWriter::u64);
        Bytes proof = Bytes.of(calls.call(Operation.VANILLA_PROOF, request.finish()));
        return new VanillaProof(sector.number(), sector.commR(), proof);
    }

    @Override
    public WindowPoStResult windowPoSt(PoStScope scope, List<VanillaProof> vanilla) throws ProofException {
        RequestWriter request = new RequestWriter();
        Statements.write(request, scope);
        request.list(vanilla, (out, sector) -> out.u64(sector.number()).fixed(sector.commR()).bytes(sector.bytes()));
        return ResponseReader.read(calls.call(Operation.WINDOW_POST, request.finish()),
                in -> in.u32() == PROVEN
                        ? new WindowPoStResult.Proof(in.bytes())
                        : new WindowPoStResult.FaultySectors(
                                in.list(item -> new FaultySector(item.u64(), item.text()))));
    }

    @Override
    public boolean verifyWindowPoSt(PoStScope scope, List<PublicSector> sectors, Bytes proof) throws ProofException {
        RequestWriter request = new RequestWriter();
        Statements.write(request, scope);
        request.list(sectors, Statements::write);
        return holds(Operation.VERIFY_WINDOW_POST, request, proof);
    }

    @Override
    public void clearCache(SealProofType type, Path cache) throws ProofException {
        calls.call(Operation.CLEAR_CACHE, new RequestWriter().path(cache).finish());
    }

    @Override
    public void close() {
        calls.close();
    }

    /** Verification: the statement, then the proof; one byte comes back. */
    private boolean holds(Operation operation, RequestWriter statement, Bytes proof) throws ProofException {
        return ResponseReader.read(calls.call(operation, statement.bytes(proof).finish()), ResponseReader::flag);
    }

    private static Piece readPiece(ResponseReader in) {
        return new Piece(in.fixed(COMMITMENT), in.u64());
    }
}
