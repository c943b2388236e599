package io.sealstream.manager.domain.sector;

import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.manager.domain.Purpose;
import io.sealstream.manager.domain.policy.ChainRules;

/** How long the two messages of a sector are of use. */
public final class SectorClocks {
    private SectorClocks() {}

    /**
     * Last epoch at which the message may land: a precommit by the age of its ticket, a prove-commit by the age of the precommit and by the
     * shortest life that must be left.
     */
    public static ChainEpoch lastUse(Purpose purpose, Sector sector, ChainRules rules) {
        if (purpose == Purpose.PRECOMMIT) {
            return sector.requireTicket().epoch().plus(rules.maxTicketAge());
        }
        Sector.PreCommit preCommit = sector.requirePreCommit();
        return preCommit.epoch().plus(rules.maxProveDuration()).min(preCommit.expiration().minus(rules.minSectorLife()));
    }

    /** Last epoch at which it is sent with a good conscience: it needs some epochs to land. */
    public static ChainEpoch lastSafe(Purpose purpose, Sector sector, ChainRules rules) {
        return lastUse(purpose, sector, rules).minus(SectorRules.SEND_RESERVE);
    }
}
