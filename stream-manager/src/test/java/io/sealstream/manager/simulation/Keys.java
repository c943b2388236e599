package io.sealstream.manager.simulation;

import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.Address;
import java.util.List;

/**
 * The addresses of a miner.
 *
 * @param owner   moves money and names the others; the cluster does not have it
 * @param worker  sends precommits and prove-commits
 * @param control sends WindowPoSt
 * @param spare   a second control, which comes and goes
 */
record Keys(Address owner, Address worker, Address control, Address spare) {
    static final Address OWNER = SimChain.key(200);
    /** Accounts that get their ids before the miner gets its own. */
    static final int FUNDED = 3;
    private static final int MINERS = 40;

    static Keys of(ActorId miner) {
        int number = (int) (miner.value() % MINERS) + 1;
        return new Keys(OWNER, SimChain.key(number), SimChain.key(number + 100), SimChain.key(number + MINERS));
    }

    /** Those the cluster signs with. */
    List<Address> lanes() {
        return List.of(worker, control, spare);
    }
}
