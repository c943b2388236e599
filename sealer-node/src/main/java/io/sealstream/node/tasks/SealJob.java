package io.sealstream.node.tasks;

import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.SectorId;
import io.sealstream.node.domain.Work.Piece;
import io.sealstream.node.domain.Work.SectorWork;
import io.sealstream.node.stores.DurableFiles;
import io.sealstream.node.stores.ScratchSector;
import io.sealstream.proofs.Sealing.SectorFiles;
import io.sealstream.proofs.Sealing.SectorSeal;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The sealing of one sector with one ticket: what the replica id depends on, and the files.
 *
 * @param pieces all pieces with the zero pieces between them
 * @param digest of proof type, prover id, number, ticket and CommD: the name of this sealing, which the cache carries
 */
record SealJob(ScratchSector files, SectorSeal seal, Cid commD, List<io.sealstream.proofs.Piece> pieces, String digest) {

    static SealJob of(ScratchSector files, SectorWork work, Bytes ticket, List<Piece> pieces, Cid commD) throws TaskFailure {
        SectorId sector = files.sector();
        SectorSeal seal = new SectorSeal(ProofValues.sealType(work.sealProof()), ProofValues.proverId(sector.miner()),
                sector.number(), ProofValues.bytes(ticket));
        String name = String.join("|", Integer.toString(work.sealProof().code()), seal.proverId().hex(),
                Long.toString(sector.number()), ticket.toHex(), commD.toString());
        return new SealJob(files, seal, commD, ProofValues.pieces(work.sealProof(), pieces),
                DurableFiles.digest(name.getBytes(StandardCharsets.UTF_8)));
    }

    SectorFiles sectorFiles() {
        return new SectorFiles(files.staged().toAbsolutePath(), files.sealed().toAbsolutePath(), files.cache().toAbsolutePath());
    }
}
