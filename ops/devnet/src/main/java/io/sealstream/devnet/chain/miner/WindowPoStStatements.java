package io.sealstream.devnet.chain.miner;

import io.sealstream.devnet.chain.rules.ProofVerifier.ProvenSector;
import io.sealstream.devnet.chain.rules.ProofVerifier.WindowPoStStatement;
import io.sealstream.filecoin.BitField;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.DeadlineInfo;
import io.sealstream.filecoin.DomainSeparationTag;
import io.sealstream.filecoin.PoStProofType;
import io.sealstream.filecoin.Randomness;
import java.util.List;

/** What the WindowPoSt of a deadline states (actors/miner {@code verify_windowed_post}). */
final class WindowPoStStatements {
    private WindowPoStStatements() {}

    /**
     * The sectors of proven partitions.
     *
     * @param table   where their CommR is
     * @param ignored faulty, terminated and, in a dispute, unproven ones
     */
    record Members(SectorTable table, BitField sectors, BitField ignored) {
        BitField good() {
            return sectors.subtract(ignored);
        }
    }

    /** Ignored sectors are stood in for by good ones on chain; a verifier keeps each sector once, so the good ones are the statement. */
    static WindowPoStStatement of(MinerCall call, DeadlineInfo deadline, Members members) {
        Miner miner = call.miner();
        Bytes challenge = call.scene().randomness().fromBeacon(DomainSeparationTag.WINDOWED_POST_CHALLENGE_SEED,
                deadline.challenge(), Randomness.minerEntropy(miner.id()));
        List<ProvenSector> sectors = members.table().load(members.good()).stream()
                .map(sector -> new ProvenSector(sector.sectorNumber(), sector.sealedCid())).toList();
        long standIns = members.sectors().count() - sectors.size();
        return new WindowPoStStatement(PoStProofType.of(miner.info().windowPoStProofType()).orElseThrow(), miner.id(),
                Randomness.forPoSt(challenge), sectors, sectors.isEmpty() ? 0 : standIns);
    }
}
