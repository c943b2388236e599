package io.sealstream.manager.domain.sector;

import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.SectorId;
import io.sealstream.manager.domain.task.Piece;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One sector: what is known of it and what it waits for. A fact is null until an event brought it, and again after an event voided it.
 *
 * @param id          miner and number
 * @param origin      how, by whom and where it is sealed
 * @param pieces      data and CommD
 * @param ticket      randomness bound into PC1
 * @param replica     commitments of the sealed replica
 * @param preCommit   precommit as the chain has it
 * @param seed        interactive seed
 * @param proof       Groth16 proof that answers the seed
 * @param placement   place and life on chain
 * @param persistence copy to long-term storage
 * @param tries       attempts and failures by stage
 * @param state       what it waits for
 */
public record Sector(SectorId id, Origin origin, @Nullable Pieces pieces, @Nullable Ticket ticket, @Nullable Replica replica,
        @Nullable PreCommit preCommit, @Nullable Seed seed, @Nullable Proof proof, @Nullable Placement placement,
        Persistence persistence,
        Tries tries, SectorState state) {

    /** Plan (cc), seal proof type (it fixes the replica id), owner and scratch store. */
    public record Origin(String plan, int sealProof, String node, String store) {}

    /** Pieces in order, none for committed capacity. */
    public record Pieces(List<Piece> list, Cid commD) {
        public Pieces {
            list = List.copyOf(list);
        }
    }

    /** 32 bytes drawn at SealRandEpoch. */
    public record Ticket(ChainEpoch epoch, Bytes value) {}

    /** Commitments and the ticket epoch they are bound to. */
    public record Replica(Cid commR, Cid commD, ChainEpoch ticketEpoch) {}

    /** The chain's PreCommitEpoch and the expiration committed to. */
    public record PreCommit(ChainEpoch epoch, ChainEpoch expiration) {}

    /** 32 bytes drawn at precommit epoch + challenge delay. */
    public record Seed(ChainEpoch epoch, Bytes value) {}

    /** Proof bytes and the seed they answer. */
    public record Proof(ChainEpoch seedEpoch, Bytes bytes) {}

    /** Where the sector is proven and how long it lives. */
    public record Placement(ChainEpoch activation, ChainEpoch expiration, int deadline, int partition) {}

    Sector in(SectorState next) {
        return new Sector(id, origin, pieces, ticket, replica, preCommit, seed, proof, placement, persistence, tries, next);
    }

    Sector with(Pieces known) {
        return new Sector(id, origin, known, ticket, replica, preCommit, seed, proof, placement, persistence, tries, state);
    }

    Sector with(Ticket drawn) {
        return new Sector(id, origin, pieces, drawn, replica, preCommit, seed, proof, placement, persistence, tries, state);
    }

    Sector with(Replica made) {
        return new Sector(id, origin, pieces, ticket, made, preCommit, seed, proof, placement, persistence, tries, state);
    }

    Sector with(PreCommit landed) {
        return new Sector(id, origin, pieces, ticket, replica, landed, seed, proof, placement, persistence, tries, state);
    }

    Sector with(Seed drawn) {
        return new Sector(id, origin, pieces, ticket, replica, preCommit, drawn, proof, placement, persistence, tries, state);
    }

    Sector with(Proof made) {
        return new Sector(id, origin, pieces, ticket, replica, preCommit, seed, made, placement, persistence, tries, state);
    }

    Sector with(Placement found) {
        return new Sector(id, origin, pieces, ticket, replica, preCommit, seed, proof, found, persistence, tries, state);
    }

    Sector with(Persistence copy) {
        return new Sector(id, origin, pieces, ticket, replica, preCommit, seed, proof, placement, copy, tries, state);
    }

    Sector with(Tries counted) {
        return new Sector(id, origin, pieces, ticket, replica, preCommit, seed, proof, placement, persistence, counted, state);
    }

    /** Seed, proof and placement are void; no result of an attempt made so far counts any more. */
    Sector withoutProof() {
        return new Sector(id, origin, pieces, ticket, replica, preCommit, null, null, null, persistence, tries.voided(), state);
    }

    /** There is no precommit after all: it and everything built on it are void. */
    Sector withoutPreCommit() {
        return new Sector(id, origin, pieces, ticket, replica, null, null, null, null, persistence, tries.voided(), state);
    }

    /** Ticket and replica are void; a new ticket and a new replica are needed. */
    Sector withoutReplica() {
        return new Sector(id, origin, pieces, null, null, null, null, null, null, new Persistence.NotBegun(), tries, state);
    }

    public Pieces requirePieces() {
        return require(pieces, "pieces");
    }

    public Ticket requireTicket() {
        return require(ticket, "ticket");
    }

    public Replica requireReplica() {
        return require(replica, "replica");
    }

    public PreCommit requirePreCommit() {
        return require(preCommit, "precommit");
    }

    public Seed requireSeed() {
        return require(seed, "seed");
    }

    public Proof requireProof() {
        return require(proof, "proof");
    }

    private <T> T require(@Nullable T fact, String name) {
        if (fact == null) {
            throw new IllegalStateException("sector " + id + " in " + state.getClass().getSimpleName() + " has no " + name);
        }
        return fact;
    }
}
