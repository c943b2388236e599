package io.sealstream.devnet.chain.miner;

import io.sealstream.devnet.chain.rules.Abort;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.state.MinerInfo;
import java.util.List;

/**
 * Method 23, ChangeOwnerAddress (actors/miner {@code change_owner_address}): the owner proposes an id address, which confirms with the same
 * call. Proposing the owner itself takes the proposal back.
 */
public final class ChangeOwner {
    private ChangeOwner() {}

    public static Effects apply(MinerCall call, Address proposed) {
        if (proposed.protocol() != Address.Protocol.ID) {
            throw Abort.illegalArgument("owner address must be an ID address, not " + proposed);
        }
        MinerInfo info = call.miner().info();
        Address pending = info.pendingOwnerAddress();
        if (pending == null || call.caller().equals(info.owner())) {
            call.requireOwner();
            call.miner().info(info.withPendingOwner(proposed.equals(info.owner()) ? null : proposed));
        } else {
            confirm(call, info, pending, proposed);
        }
        return Effects.NONE;
    }

    private static void confirm(MinerCall call, MinerInfo info, Address pending, Address proposed) {
        call.requireOneOf(List.of(pending));
        if (!proposed.equals(pending)) {
            throw Abort.illegalArgument("expected confirmation of " + pending + " got " + proposed);
        }
        call.miner().info(info.withOwner(pending));
    }
}
