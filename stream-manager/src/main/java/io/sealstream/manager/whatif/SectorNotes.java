package io.sealstream.manager.whatif;

import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.SealProofType;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What the events of one sector say of its two messages. A sector that is done again is noted as it was done last. */
final class SectorNotes {
    private final long sector;
    private final SealProofType type;
    private int pieces;
    private @Nullable ChainEpoch ticket;
    private @Nullable ChainEpoch sealed;
    private @Nullable ChainEpoch preCommit;
    private @Nullable ChainEpoch proved;
    private @Nullable ChainEpoch persisted;
    private @Nullable ChainEpoch activated;

    SectorNotes(long sector, SealProofType type) {
        this.sector = sector;
        this.type = type;
    }

    void pieces(int count) {
        pieces = count;
    }

    void sealed(ChainEpoch at, ChainEpoch ticketEpoch) {
        sealed = at;
        ticket = ticketEpoch;
        preCommitted(null);
    }

    /** @param epoch null: not any more */
    void preCommitted(@Nullable ChainEpoch epoch) {
        preCommit = epoch;
        proved = null;
    }

    void proved(ChainEpoch at) {
        proved = at;
    }

    void persisted(ChainEpoch at) {
        persisted = at;
    }

    void activated(ChainEpoch at) {
        activated = at;
    }

    /** The sector on its way to its precommit; empty while it is not sealed. */
    Optional<Arrival> arrival() {
        return sealed == null || ticket == null
                ? Optional.empty()
                : Optional.of(new Arrival(sector, type, pieces, sealed, ticket, proving()));
    }

    /** From the precommit to a proof that may be sent: proven, and the copy kept. */
    private OptionalLong proving() {
        return preCommit == null || proved == null || persisted == null
                ? OptionalLong.empty()
                : OptionalLong.of(Math.max(0, proved.max(persisted).since(preCommit)));
    }

    Optional<ChainEpoch> preCommitted() {
        return Optional.ofNullable(preCommit);
    }

    Optional<ChainEpoch> activated() {
        return Optional.ofNullable(activated);
    }
}
