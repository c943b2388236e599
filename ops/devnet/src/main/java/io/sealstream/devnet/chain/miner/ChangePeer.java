package io.sealstream.devnet.chain.miner;

import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.state.MinerInfo;
import java.util.List;

/** Methods 4 and 18: a miner's libp2p identity and addresses (actors/miner {@code change_peer_id}, {@code change_multiaddresses}). */
public final class ChangePeer {
    private ChangePeer() {}

    /** Method 4. */
    public static Effects id(MinerCall call, Bytes peer) {
        NewMiner.requirePeer(peer, List.of(), call.limits());
        call.requireControl();
        MinerInfo info = call.miner().info();
        call.miner().info(info.withPeer(peer, info.multiaddrs()));
        return Effects.NONE;
    }

    /** Method 18. */
    public static Effects multiaddrs(MinerCall call, List<Bytes> multiaddrs) {
        NewMiner.requirePeer(Bytes.EMPTY, multiaddrs, call.limits());
        call.requireControl();
        MinerInfo info = call.miner().info();
        call.miner().info(info.withPeer(info.peerId(), multiaddrs));
        return Effects.NONE;
    }
}
