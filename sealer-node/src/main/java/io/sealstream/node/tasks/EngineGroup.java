package io.sealstream.node.tasks;

import io.sealstream.proofs.Aggregation.NonInteractiveAggregate;
import io.sealstream.proofs.Aggregation.ProvenSeals;
import io.sealstream.proofs.Aggregation.SealAggregate;
import io.sealstream.proofs.Piece;
import io.sealstream.proofs.ProofEngine;
import io.sealstream.proofs.ProofException;
import io.sealstream.proofs.ProofException.Code;
import io.sealstream.proofs.Proving.PoStScope;
import io.sealstream.proofs.Proving.PublicSector;
import io.sealstream.proofs.Proving.SectorChallenges;
import io.sealstream.proofs.Proving.StoredSector;
import io.sealstream.proofs.Proving.VanillaProof;
import io.sealstream.proofs.Proving.WindowPoStResult;
import io.sealstream.proofs.Proving.WinningPoStStatement;
import io.sealstream.proofs.ReplicaUpdate;
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
import io.sealstream.proofs.SealProofType;
import io.sealstream.proofs.WindowPoStProofType;
import io.sealstream.proofs.Bytes;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Several engines of one kind behind the port: an engine process serves one call at a time, a pool of threads makes several.
 * The engine used last is used next, so that a quiet node keeps one process warm and the others never start.
 */
public final class EngineGroup implements ProofEngine {
    private final List<ProofEngine> all;
    private final BlockingDeque<ProofEngine> idle;

    /**
     * @param size most calls at a time
     * @param make makes one engine; it starts its process only when it is called
     */
    public EngineGroup(int size, Supplier<ProofEngine> make) {
        this.all = Stream.generate(make).limit(size).toList();
        this.idle = new LinkedBlockingDeque<>(all);
    }

    @FunctionalInterface
    private interface Call<T> {
        T on(ProofEngine engine) throws ProofException;
    }

    private <T> T leased(Call<T> call) throws ProofException {
        ProofEngine engine;
        try {
            engine = idle.takeFirst();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProofException(Code.ENGINE_LOST, "the call was cancelled while it waited for an engine", e);
        }
        try {
            return call.on(engine);
        } finally {
            idle.addFirst(engine);
        }
    }

    @Override
    public String version() throws ProofException {
        return leased(ProofEngine::version);
    }

    @Override
    public Piece pieceCommitment(SealProofType type, Path source, long unpaddedSize) throws ProofException {
        return leased(engine -> engine.pieceCommitment(type, source, unpaddedSize));
    }

    @Override
    public AddedPiece addPiece(AddPiece request) throws ProofException {
        return leased(engine -> engine.addPiece(request));
    }

    @Override
    public PreCommit1Output preCommit1(PreCommit1 request) throws ProofException {
        return leased(engine -> engine.preCommit1(request));
    }

    @Override
    public Commitments preCommit2(PreCommit1Output phase1, SectorFiles files) throws ProofException {
        return leased(engine -> engine.preCommit2(phase1, files));
    }

    @Override
    public Commit1Output commit1(Commit1 request) throws ProofException {
        return leased(engine -> engine.commit1(request));
    }

    @Override
    public Bytes commit2(SectorSeal sector, Commit1Output phase1) throws ProofException {
        return leased(engine -> engine.commit2(sector, phase1));
    }

    @Override
    public boolean verifySeal(SealStatement statement, Bytes proof) throws ProofException {
        return leased(engine -> engine.verifySeal(statement, proof));
    }

    @Override
    public Bytes aggregateSeals(ProvenSeals seals) throws ProofException {
        return leased(engine -> engine.aggregateSeals(seals));
    }

    @Override
    public boolean verifyAggregate(SealAggregate statement, Bytes aggregate) throws ProofException {
        return leased(engine -> engine.verifyAggregate(statement, aggregate));
    }

    @Override
    public boolean verifyNonInteractive(NonInteractiveAggregate statement, Bytes aggregate) throws ProofException {
        return leased(engine -> engine.verifyNonInteractive(statement, aggregate));
    }

    @Override
    public boolean verifyReplicaUpdate(ReplicaUpdate statement, Bytes proof) throws ProofException {
        return leased(engine -> engine.verifyReplicaUpdate(statement, proof));
    }

    @Override
    public boolean verifyWinningPoSt(WinningPoStStatement statement, Bytes proof) throws ProofException {
        return leased(engine -> engine.verifyWinningPoSt(statement, proof));
    }

    @Override
    public List<SectorChallenges> windowPoStChallenges(PoStScope scope, List<Long> sectors) throws ProofException {
        return leased(engine -> engine.windowPoStChallenges(scope, sectors));
    }

    @Override
    public VanillaProof vanillaProof(WindowPoStProofType type, StoredSector sector, List<Long> challenges) throws ProofException {
        return leased(engine -> engine.vanillaProof(type, sector, challenges));
    }

    @Override
    public WindowPoStResult windowPoSt(PoStScope scope, List<VanillaProof> vanilla) throws ProofException {
        return leased(engine -> engine.windowPoSt(scope, vanilla));
    }

    @Override
    public boolean verifyWindowPoSt(PoStScope scope, List<PublicSector> sectors, Bytes proof) throws ProofException {
        return leased(engine -> engine.verifyWindowPoSt(scope, sectors, proof));
    }

    @Override
    public void clearCache(SealProofType type, Path cache) throws ProofException {
        leased(engine -> {
            engine.clearCache(type, cache);
            return Boolean.TRUE;
        });
    }

    /** Ends every engine, also in the middle of calls. */
    @Override
    public void close() {
        all.forEach(ProofEngine::close);
    }
}
