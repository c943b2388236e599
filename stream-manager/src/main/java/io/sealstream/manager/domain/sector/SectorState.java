package io.sealstream.manager.domain.sector;

import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.TokenAmount;

/**
 * What a sector waits for. Beside it runs {@link Persistence}: the copy to long-term storage, made while the precommit lands.
 *
 * <pre>
 * AwaitingPieces -> AwaitingTicket -> AwaitingReplica -> AwaitingPreCommitBatch -> AwaitingPreCommit -> AwaitingSeed
 *        (node)         (chain)           (node)               (batch)               (lane, chain)      (epoch, chain)
 *                                                                                                            |
 *      +-------------------------------------------------------------------------------------------<---------+
 *      v
 * AwaitingProofInputs -> AwaitingProof -> [AwaitingPersistence] -> AwaitingProveCommitBatch -> AwaitingProveCommit
 *      (chain)              (node)             (node)                      (batch)               (lane, chain)
 *                                                                                                      |
 *                        Proving <- AwaitingCleanup <- AwaitingFinality <------------------------------+
 *                                       (node)           (confidence)
 *
 * ProofRefused, PreCommitMoved: back to AwaitingSeed.    A failed step or message: AwaitingRetry (epoch) or AwaitingPerson.
 * SectorAborted: Aborted, from every state before the prove-commit.
 * </pre>
 */
public sealed interface SectorState {
    /** Epoch at which the state was entered. */
    ChainEpoch since();

    /** Pieces from the node; attempt 0 before the task is out. */
    record AwaitingPieces(int attempt, ChainEpoch since) implements SectorState {}

    /** A ticket from the chain. */
    record AwaitingTicket(ChainEpoch since) implements SectorState {}

    /** PC1 and PC2 from the node; attempt 0 before the task is out. */
    record AwaitingReplica(int attempt, ChainEpoch since) implements SectorState {}

    /** A message that takes it along. */
    record AwaitingPreCommitBatch(ChainEpoch since) implements SectorState {}

    /** Its precommit on chain. */
    record AwaitingPreCommit(String intent, Address sender, TokenAmount value, ChainEpoch expiration,
            ChainEpoch since) implements SectorState {}

    /** The epoch of the interactive seed, then the seed. */
    record AwaitingSeed(ChainEpoch since) implements SectorState {}

    /** Precommit and ticket, read afresh before the proof is begun. */
    record AwaitingProofInputs(ChainEpoch since) implements SectorState {}

    /** C1 and C2 from the node. */
    record AwaitingProof(int attempt, ChainEpoch since) implements SectorState {}

    /** The copy in long-term storage, without which no prove-commit leaves. */
    record AwaitingPersistence(ChainEpoch since) implements SectorState {}

    /** A message that takes it along. */
    record AwaitingProveCommitBatch(ChainEpoch since) implements SectorState {}

    /** Its activation on chain. */
    record AwaitingProveCommit(String intent, Address sender, TokenAmount value, ChainEpoch since) implements SectorState {}

    /** Active; the activation must have its confidence before scratch is freed. */
    record AwaitingFinality(String intent, ChainEpoch since) implements SectorState {}

    /** Scratch freed by the node; attempt 0 before the task is out. */
    record AwaitingCleanup(int attempt, ChainEpoch since) implements SectorState {}

    /** Nothing: its partition proves it. */
    record Proving(ChainEpoch since) implements SectorState {}

    /** The epoch at which the stage is tried again. */
    record AwaitingRetry(Stage stage, ChainEpoch retryAt, String reason, ChainEpoch since) implements SectorState {}

    /** A person: RetrySector or AbortSector. */
    record AwaitingPerson(Stage stage, String reason, ChainEpoch since) implements SectorState {}

    /** Given up. */
    record Aborted(String reason, ChainEpoch since) implements SectorState {}
}
