package io.sealstream.devnet.chain.miner;

import io.sealstream.filecoin.BitField;
import io.sealstream.filecoin.actors.ExpirationExtension2;
import io.sealstream.filecoin.actors.SectorClaim;
import io.sealstream.filecoin.actors.SectorOnChainInfo;
import java.util.LinkedHashMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Method 32, ExtendSectorExpiration2 (actors/miner {@code extend_sector_expiration_inner}); chain.md 4.9. Deadlines need not be mutable;
 * sectors must be active.
 */
public final class ExtendSectors {
    private final MinerCall call;
    private final SectorExtension terms;

    private ExtendSectors(MinerCall call, SectorExtension terms) {
        this.call = call;
        this.terms = terms;
    }

    public static Effects apply(MinerCall call, List<ExpirationExtension2> extensions) {
        SectorExtension terms = new SectorExtension(call, ClaimedSpace.declared(call, extensions));
        call.requireControl();
        return new ExtendSectors(call, terms).run(extensions);
    }

    private Effects run(List<ExpirationExtension2> extensions) {
        Map<Long, List<ExpirationExtension2>> byDeadline = new LinkedHashMap<>();
        extensions.forEach(each -> byDeadline.computeIfAbsent(each.deadline(), ignored -> new ArrayList<>()).add(each));
        Partition.Replaced sum = Partition.Replaced.NOTHING;
        for (List<ExpirationExtension2> each : byDeadline.values()) {
            for (ExpirationExtension2 extension : each) {
                sum = sum.plus(extend(extension));
            }
        }
        return Effects.NONE.withPower(sum.power()).withPledge(sum.pledge());
    }

    private Partition.Replaced extend(ExpirationExtension2 extension) {
        Miner miner = call.miner();
        Deadline deadline = miner.draft(extension.deadline());
        deadline.partition(extension.partition());
        List<SectorOnChainInfo> old = miner.sectors().loadNamed(sectors(extension));
        List<SectorOnChainInfo> extended = old.stream().map(sector -> terms.extend(sector, extension.newExpiration())).toList();
        miner.sectors(miner.sectors().with(extended));
        return deadline.replace(extension.partition(), old, extended,
                miner.terms(call.deadline(extension.deadline()), call.limits()));
    }

    private static BitField sectors(ExpirationExtension2 extension) {
        return extension.sectors()
                .union(BitField.of(extension.sectorsWithClaims().stream().map(SectorClaim::sectorNumber).toList()));
    }
}
