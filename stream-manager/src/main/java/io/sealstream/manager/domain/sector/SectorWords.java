package io.sealstream.manager.domain.sector;

import io.sealstream.manager.domain.policy.MinerContext;

/** Why a sector waits and on whom, as a sentence for people. */
public final class SectorWords {
    private SectorWords() {}

    /** The sentence. */
    public static String waitingFor(Sector sector, MinerContext context) {
        String node = context.nodeWords(sector.origin().node());
        String main = switch (sector.state()) {
            case SectorState.AwaitingPieces s -> "waits for " + node + " to prepare its pieces (attempt " + s.attempt() + ")";
            case SectorState.AwaitingTicket s -> "waits for the chain edge to draw its ticket";
            case SectorState.AwaitingReplica s -> "waits for " + node + " to seal it (PC1, PC2; attempt " + s.attempt() + ")";
            case SectorState.AwaitingPreCommitBatch s -> "waits for a precommit message";
            case SectorState.AwaitingPreCommit s -> "waits for precommit " + s.intent() + " to land";
            case SectorState.AwaitingSeed s -> seedWords(sector, context);
            case SectorState.AwaitingProofInputs s -> "waits for the chain edge to read precommit and ticket afresh";
            case SectorState.AwaitingProof s -> "waits for " + node + " to prove it (C1, C2; attempt " + s.attempt() + ")";
            case SectorState.AwaitingPersistence s -> "is proven and waits for its copy in long-term storage";
            case SectorState.AwaitingProveCommitBatch s -> "waits for a prove-commit message";
            case SectorState.AwaitingProveCommit s -> "waits for prove-commit " + s.intent() + " to land";
            case SectorState.AwaitingFinality s -> "is active and waits until the activation has its confidence";
            case SectorState.AwaitingCleanup s ->
                "is active and waits for " + node + " to free its scratch (attempt " + s.attempt() + ")";
            case SectorState.Proving s -> "is sealed; " + placeWords(sector) + " proves it";
            case SectorState.AwaitingRetry s ->
                "waits until epoch " + s.retryAt() + " to try " + s.stage() + " again: " + s.reason();
            case SectorState.AwaitingPerson s -> "waits for a person (retry or abort) after " + s.stage() + ": " + s.reason();
            case SectorState.Aborted s -> "was given up: " + s.reason();
        };
        return main + copyWords(sector, node);
    }

    /** True when nothing goes on until a person acts. */
    public static boolean needsPerson(Sector sector) {
        return sector.state() instanceof SectorState.AwaitingPerson || sector.persistence() instanceof Persistence.Stuck;
    }

    private static String seedWords(Sector sector, MinerContext context) {
        long due = SectorRules.seedEpoch(sector, context).value() + context.requirePolicy().seedConfidence();
        return "waits for its seed: epoch " + due + ", now " + context.now();
    }

    private static String placeWords(Sector sector) {
        Sector.Placement place = sector.placement();
        return place == null ? "its partition" : "partition " + place.partition() + " of deadline " + place.deadline();
    }

    private static String copyWords(Sector sector, String node) {
        return switch (sector.persistence()) {
            case Persistence.NotBegun p -> "";
            case Persistence.Done p -> "";
            case Persistence.Copying p -> "; " + node + " copies it to long-term storage (attempt " + p.attempt() + ")";
            case Persistence.Retrying p -> "; its copy is tried again at epoch " + p.retryAt() + ": " + p.reason();
            case Persistence.Stuck p -> "; its copy waits for a person (retry): " + p.reason();
        };
    }
}
