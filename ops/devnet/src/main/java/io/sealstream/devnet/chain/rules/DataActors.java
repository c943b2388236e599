package io.sealstream.devnet.chain.rules;

import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.ExitCode;
import io.sealstream.filecoin.SectorSize;
import io.sealstream.filecoin.actors.PieceActivationManifest;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * What a miner asks of other actors about the data of its sectors: the verified registry f06, the market f05, and actors that are told of
 * new data. They change their own state, cost gas and refuse with exit codes of their own.
 */
public interface DataActors {
    /**
     * The deals that a precommit names.
     *
     * @param expiration of the sector
     */
    record SectorDeals(SectorSize size, ChainEpoch expiration, List<Long> deals) {
        public SectorDeals {
            deals = List.copyOf(deals);
        }
    }

    /** The pieces of a sector that becomes active or gets data. */
    record SectorPieces(long sector, ChainEpoch expiration, List<PieceActivationManifest> pieces) {
        public SectorPieces {
            pieces = List.copyOf(pieces);
        }
    }

    /**
     * What became of a sector's claims: all or none are made.
     *
     * @param code  {@link ExitCode#OK}, or why its allocations cannot be claimed
     * @param space bytes claimed
     */
    record Claimed(ExitCode code, BigInteger space) {
        public boolean isOk() { return code == ExitCode.OK; }
    }

    /** A piece that an actor is told of. */
    record PieceChange(Cid data, long size, Bytes payload) {}

    /**
     * The pieces of one sector that an actor is told of.
     *
     * @param commitment epoch until which the sector keeps them
     */
    record SectorChange(long sector, ChainEpoch commitment, List<PieceChange> pieces) {
        public SectorChange {
            pieces = List.copyOf(pieces);
        }
    }

    /**
     * Has the market check the deals of precommits ({@code VerifyDealsForActivation}).
     *
     * @return CommD of each one's deals, empty for one without deals
     */
    List<Optional<Cid>> verifyDeals(List<SectorDeals> sectors);

    /**
     * Claims the allocations that pieces name ({@code ClaimAllocations}).
     *
     * @param allOrNothing refuse with exit code 16 if one sector fails
     * @return one for each sector
     */
    List<Claimed> claim(List<SectorPieces> sectors, boolean allOrNothing);

    /**
     * Tells an actor of new data ({@code SectorContentChanged}).
     *
     * @return {@link ExitCode#OK} if it accepts all of it, else one of 1001 to 1004
     */
    ExitCode notify(Address receiver, List<SectorChange> changes);
}
