package io.sealstream.devnet.chain.rpc;

import io.sealstream.devnet.chain.blocks.Entry;
import io.sealstream.devnet.chain.node.DevChain;
import io.sealstream.rpc.ChannelSink;
import java.util.function.Consumer;

/** One subscription of {@code ChainNotify}: the head now, then every head after it, none twice. */
final class HeadChannel implements Consumer<Entry> {
    private final ChannelSink sink;
    private long last = Long.MIN_VALUE;

    private HeadChannel(ChannelSink sink) {
        this.sink = sink;
    }

    static void open(DevChain node, ChannelSink sink) {
        HeadChannel channel = new HeadChannel(sink);
        channel.begin(node);
        sink.closed().onComplete(ended -> node.forget(channel));
    }

    /** Heads that come while this runs wait for it, so that none is missed and the current one is first. */
    private synchronized void begin(DevChain node) {
        node.listen(this);
        Entry head = node.chain().head();
        last = head.height();
        sink.send(ChainMethods.change("current", head));
    }

    @Override
    public synchronized void accept(Entry entry) {
        if (entry.height() > last) {
            last = entry.height();
            sink.send(ChainMethods.change("apply", entry));
        }
    }
}
