package io.sealstream.proofs;

import io.sealstream.proofs.Aggregation.NonInteractiveAggregate;
import io.sealstream.proofs.Aggregation.ProvenSeals;
import io.sealstream.proofs.Aggregation.SealAggregate;
import io.sealstream.proofs.Proving.PoStScope;
import io.sealstream.proofs.Proving.PublicSector;
import io.sealstream.proofs.Proving.SectorChallenges;
import io.sealstream.proofs.Proving.StoredSector;
import io.sealstream.proofs.Proving.VanillaProof;
import io.sealstream.proofs.Proving.WindowPoStResult;
import io.sealstream.proofs.Proving.WinningPoStStatement;
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
import java.nio.file.Path;
import java.util.List;

/**
 * Makes and checks Filecoin proofs.
 *
 * <p>Contract of every engine:
 * <ul>
 * <li>A call is value-in, value-out and names files; nothing is remembered between calls except loaded parameters.
 * <li>Calls block for milliseconds to hours, burn all cores they are given and cannot be interrupted: call them from named
 * platform threads only, never from an event loop or a virtual thread. Calls may come from several threads; an engine
 * process serves them one after the other.
 * <li>Lengths are checked by the value records ({@link IllegalArgumentException}) before native code sees them.
 * <li>Files named are absolute and are read and written by the process that computes.
 * <li>A failure is a {@link ProofException} with code, level and text. A call never half succeeds silently: after a failure
 * the files it writes are to be made again.
 * </ul>
 */
public interface ProofEngine extends AutoCloseable {

    /** Names the library and its version, for logs and heartbeats. */
    String version() throws ProofException;

    /**
     * CommP of the first {@code unpaddedSize} bytes of a file.
     *
     * @param unpaddedSize 127 × a power of two; the file must hold that many bytes
     */
    Piece pieceCommitment(SealProofType type, Path source, long unpaddedSize) throws ProofException;

    /** Appends a piece, fr32-padded and aligned, to a staged file. The file is not synced. */
    AddedPiece addPiece(AddPiece request) throws ProofException;

    /**
     * PC1: builds TreeD, computes and checks CommD of the pieces, and writes the labelled layers into the cache.
     * A layer file of the right size is trusted and reused.
     */
    PreCommit1Output preCommit1(PreCommit1 request) throws ProofException;

    /** PC2: builds TreeC, TreeRLast and the replica. After a crash start again from a fresh copy of the staged file. */
    Commitments preCommit2(PreCommit1Output phase1, SectorFiles files) throws ProofException;

    /** C1: the vanilla seal proof for a seed; reads sealed file, layers and trees, checks the proof itself. */
    Commit1Output commit1(Commit1 request) throws ProofException;

    /**
     * C2: the SNARK, verified by the library before it returns. Needs PoRep parameters.
     *
     * @param sector the sector that C1 was made for
     * @return the proof, {@link SealProofType#proofSize()} bytes
     */
    Bytes commit2(SectorSeal sector, Commit1Output phase1) throws ProofException;

    /** Whether a seal proof holds. False means a wrong proof; a missing verifying key is an exception. */
    boolean verifySeal(SealStatement statement, Bytes proof) throws ProofException;

    /**
     * Aggregates seal proofs into one. Needs the verifying key and the aggregation SRS. The first call for a number of proofs
     * (rounded up to a power of two) computes tables, also when it is one that verifies: 4 s and 400 MB for a thousand proofs.
     *
     * @param seals whose proofs hold: the aggregate of a wrong one is made all the same and holds for nobody, so each is to be
     *     verified before and the aggregate after
     * @return the aggregate, {@link SealAggregate#proofSize()} bytes
     */
    Bytes aggregateSeals(ProvenSeals seals) throws ProofException;

    /** Whether an aggregate holds for these members in this order. False means a wrong one; a missing key or SRS is an exception. */
    boolean verifyAggregate(SealAggregate statement, Bytes aggregate) throws ProofException;

    /** Whether an aggregate of non-interactive seal proofs holds for these sectors in this order. */
    boolean verifyNonInteractive(NonInteractiveAggregate statement, Bytes aggregate) throws ProofException;

    /** Whether a replica update proof holds. False means a wrong proof; a missing verifying key is an exception. */
    boolean verifyReplicaUpdate(ReplicaUpdate statement, Bytes proof) throws ProofException;

    /** Whether a WinningPoSt holds. False means a wrong proof; a missing verifying key is an exception. */
    boolean verifyWinningPoSt(WinningPoStStatement statement, Bytes proof) throws ProofException;

    /**
     * The challenges of a WindowPoSt.
     *
     * @param sectors numbers of all sectors of the statement, strictly ascending. The challenges of a sector depend on the
     *     randomness and its number only, so that a sector can be skipped later without asking again
     * @return one entry for each sector, same order
     */
    List<SectorChallenges> windowPoStChallenges(PoStScope scope, List<Long> sectors) throws ProofException;

    /** The vanilla proof of one sector from its files: about 10 leaf reads. Failing here means: skip this sector. */
    VanillaProof vanillaProof(WindowPoStProofType type, StoredSector sector, List<Long> challenges) throws ProofException;

    /**
     * The WindowPoSt over all given sectors. Every vanilla proof is checked first; those that do not hold are named instead
     * of spoiling the proof. Needs WindowPoSt parameters.
     *
     * @param vanilla one for each sector of the statement, strictly ascending by number
     */
    WindowPoStResult windowPoSt(PoStScope scope, List<VanillaProof> vanilla) throws ProofException;

    /**
     * Whether a WindowPoSt holds for these sectors.
     *
     * @param sectors strictly ascending by number
     */
    boolean verifyWindowPoSt(PoStScope scope, List<PublicSector> sectors, Bytes proof) throws ProofException;

    /** Removes from a cache what C1 needs but proving does not: layers, TreeC, TreeD. Keeps p_aux, t_aux, tree-r-last. */
    void clearCache(SealProofType type, Path cache) throws ProofException;

    /** Ends the engine. A call in progress fails with {@link ProofException.Code#ENGINE_LOST}. */
    @Override
    void close();
}
