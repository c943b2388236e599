package io.sealstream.devnet.chain.miner;

import io.sealstream.devnet.chain.rules.Abort;
import io.sealstream.devnet.chain.rules.Claims.Claim;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.actors.ExpirationExtension2;
import io.sealstream.filecoin.actors.SectorClaim;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Verified bytes of the sectors of an extension, as its claims give them (actors/miner {@code validate_extension_declarations}).
 */
final class ClaimedSpace {
    private final MinerCall call;
    private final Map<Long, Space> bySector = new HashMap<>();

    /**
     * Of one sector.
     *
     * @param declared of all claims that were named
     * @param kept     of those that are not dropped
     */
    record Space(long declared, long kept) {
        Space plus(long size, boolean keep) {
            return new Space(declared + size, kept + (keep ? size : 0));
        }
    }

    private ClaimedSpace(MinerCall call) {
        this.call = call;
    }

    static ClaimedSpace declared(MinerCall call, List<ExpirationExtension2> extensions) {
        ClaimedSpace space = new ClaimedSpace(call);
        for (ExpirationExtension2 extension : extensions) {
            call.requireDeadlineIndex(extension.deadline());
            extension.sectorsWithClaims().forEach(sector -> space.add(sector, extension.newExpiration()));
        }
        return space;
    }

    private void add(SectorClaim sector, ChainEpoch newExpiration) {
        List<Claim> kept = find(sector, sector.maintainClaims());
        List<Claim> dropped = find(sector, sector.dropClaims());
        for (Claim claim : kept) {
            requireOwn(claim, sector);
            if (newExpiration.isAfter(claim.latestExpiration())) {
                throw Abort.forbidden("claim of sector " + sector.sectorNumber() + " only allows extension to "
                        + claim.latestExpiration() + " but declared new expiration is " + newExpiration);
            }
            add(sector, claim, true);
        }
        for (Claim claim : dropped) {
            requireOwn(claim, sector);
            add(sector, claim, false);
        }
    }

    private void add(SectorClaim sector, Claim claim, boolean keep) {
        bySector.merge(sector.sectorNumber(), new Space(0, 0).plus(claim.size(), keep),
                (old, added) -> new Space(old.declared() + added.declared(), old.kept() + added.kept()));
    }

    private List<Claim> find(SectorClaim sector, List<Long> ids) {
        return ids.stream()
                .map(id -> call.claims().claimOf(call.miner().id().value(), id).orElseThrow(() -> Abort.illegalArgument(
                        "failed to get claims for sector " + sector.sectorNumber() + ": there is no claim " + id)))
                .toList();
    }

    private void requireOwn(Claim claim, SectorClaim sector) {
        if (claim.provider() != call.miner().id().value()) {
            throw Abort.illegalArgument("expected claim provider to be " + call.miner().id() + " but found " + claim.provider());
        }
        if (claim.sector() != sector.sectorNumber()) {
            throw Abort.illegalArgument(
                    "expected claim sector number to be " + sector.sectorNumber() + " but found " + claim.sector());
        }
    }

    Optional<Space> of(long sector) {
        return Optional.ofNullable(bySector.get(sector));
    }
}
