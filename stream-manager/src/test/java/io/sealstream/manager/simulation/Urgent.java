package io.sealstream.manager.simulation;

import io.sealstream.filecoin.Address;
import io.sealstream.manager.domain.Purpose;
import io.sealstream.manager.domain.message.LaneMessage;
import io.sealstream.manager.domain.message.LaneState;
import io.sealstream.manager.domain.message.MessageState;
import io.sealstream.manager.replay.Fold;
import io.sealstream.manager.topology.Stores;
import java.util.Set;

/** No lane blocks WindowPoSt: one that waits for its turn is signed as soon as everybody can work, whatever else the lane holds. */
final class Urgent {
    /** Epochs in which nothing was wrong that are enough to give it its turn. */
    private static final long ENOUGH = 10;

    private final World world;
    private final Fold fold;
    private final Set<Address> lanes;

    Urgent(World world, Fold fold, Set<Address> lanes) {
        this.world = world;
        this.fold = fold;
        this.lanes = Set.copyOf(lanes);
    }

    void check() {
        for (Address sender : lanes) {
            LaneState lane = fold.states(Stores.LANES, sender.toString()).get(sender.toString());
            if (lane != null) {
                lane.open().stream().filter(Urgent::waits).forEach(this::judge);
            }
        }
    }

    private static boolean waits(LaneMessage message) {
        return message.intent().purpose() == Purpose.WINDOW_POST && message.state() instanceof MessageState.Queued;
    }

    private void judge(LaneMessage message) {
        long since = message.state().since().value();
        if (world.calm().longest(since, world.calm().head()) > ENOUGH) {
            throw new Violation("urgent", message.intent().id() + " waits for its turn in lane " + message.intent().sender()
                    + " since epoch " + since + ", though nothing was wrong");
        }
    }
}
