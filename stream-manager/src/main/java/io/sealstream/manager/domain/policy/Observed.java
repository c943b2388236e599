package io.sealstream.manager.domain.policy;

import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.BitField;
import io.sealstream.filecoin.ChainEpoch;
import java.util.List;
import java.util.Optional;

/**
 * What the chain says about a miner.
 *
 * @param periodStart start of some proving period; all others are whole periods away
 * @param allocated   sector numbers the chain has seen; none of them is given again
 */
public record Observed(Address owner, Address worker, List<Address> controls, long sectorSize, int windowPoStProof,
        ChainEpoch periodStart, BitField allocated) {
    public Observed {
        controls = List.copyOf(controls);
    }

    /** The first of the addresses that may send for this miner; the worker when none is named. */
    public Optional<Address> sender(List<Address> wanted) {
        return senders(wanted).stream().findFirst();
    }

    /** Those of the addresses that may send for this miner; the worker when none is named. */
    public List<Address> senders(List<Address> wanted) {
        return wanted.isEmpty() ? List.of(worker) : wanted.stream().filter(this::maySend).distinct().toList();
    }

    private boolean maySend(Address address) {
        return address.equals(worker) || address.equals(owner) || controls.contains(address);
    }

    /** True when nothing differs that matters: period starts may be whole periods apart. */
    public boolean sameAs(Observed other, long period) {
        boolean calendar = Math.floorMod(periodStart.value() - other.periodStart.value(), period) == 0;
        return calendar && owner.equals(other.owner) && worker.equals(other.worker) && controls.equals(other.controls)
                && sectorSize == other.sectorSize && windowPoStProof == other.windowPoStProof
                && allocated.equals(other.allocated);
    }
}
