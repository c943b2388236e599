package io.sealstream.proofs.engine;

import io.sealstream.proofs.Aggregation.NonInteractiveAggregate;
import io.sealstream.proofs.Piece;
import io.sealstream.proofs.Proving.PoStScope;
import io.sealstream.proofs.Proving.PublicSector;
import io.sealstream.proofs.Proving.WinningPoStStatement;
import io.sealstream.proofs.ReplicaUpdate;
import io.sealstream.proofs.Sealing.Commitments;
import io.sealstream.proofs.Sealing.SealStatement;
import io.sealstream.proofs.Sealing.SectorFiles;
import io.sealstream.proofs.Sealing.SectorSeal;

/** Writes the values that requests are made of. The layouts are those of the Rust side. */
final class Statements {
    private Statements() {}

    static void write(RequestWriter out, SectorSeal sector) {
        out.u32(sector.type().chainNumber()).fixed(sector.proverId()).u64(sector.number()).fixed(sector.ticket());
    }

    static void write(RequestWriter out, SealStatement statement) {
        write(out, statement.sector());
        write(out.fixed(statement.seed()), statement.commitments());
    }

    static void write(RequestWriter out, NonInteractiveAggregate statement) {
        out.u32(statement.type().chainNumber()).fixed(statement.proverId());
        out.list(statement.sectors(),
                (item, sector) -> write(item.u64(sector.number()).fixed(sector.ticket()), sector.commitments()));
    }

    private static void write(RequestWriter out, Commitments commitments) {
        out.fixed(commitments.commR()).fixed(commitments.commD());
    }

    static void write(RequestWriter out, ReplicaUpdate statement) {
        out.u32(statement.type().chainNumber()).fixed(statement.oldCommR()).fixed(statement.newCommR())
                .fixed(statement.newCommD());
    }

    static void write(RequestWriter out, WinningPoStStatement statement) {
        out.u32(statement.type().chainNumber()).fixed(statement.proverId()).fixed(statement.randomness());
        write(out, statement.sector());
    }

    static void write(RequestWriter out, PublicSector sector) {
        out.u64(sector.number()).fixed(sector.commR());
    }

    static void write(RequestWriter out, SectorFiles files) {
        out.path(files.staged()).path(files.sealed()).path(files.cache());
    }

    static void write(RequestWriter out, Piece piece) {
        out.fixed(piece.commitment()).u64(piece.unpaddedSize());
    }

    static void write(RequestWriter out, PoStScope scope) {
        out.u32(scope.type().chainNumber()).fixed(scope.proverId()).fixed(scope.randomness());
    }
}
