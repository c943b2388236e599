package io.sealstream.devnet.chain.rpc;

import io.sealstream.devnet.chain.node.ChainHost;
import io.sealstream.devnet.chain.node.HeadChange;
import io.sealstream.rpc.ChannelSink;
import java.util.List;
import java.util.function.Consumer;

/** One subscription of {@code ChainNotify}: the head now, then every change after it, none twice. */
final class HeadChannel implements Consumer<List<HeadChange>> {
    /** A deep reorg is told in parts, so that no message is too large for a client. */
    private static final int MAX_CHANGES = 50;

    private final ChannelSink sink;

    private HeadChannel(ChannelSink sink) {
        this.sink = sink;
    }

    static void open(ChainHost node, ChannelSink sink) {
        HeadChannel channel = new HeadChannel(sink);
        node.follow(channel);
        sink.closed().onComplete(ended -> node.unfollow(channel));
    }

    @Override
    public void accept(List<HeadChange> changes) {
        for (int from = 0; from < changes.size(); from += MAX_CHANGES) {
            sink.send(ChainMethods.changes(changes.subList(from, Math.min(changes.size(), from + MAX_CHANGES))));
        }
    }
}
