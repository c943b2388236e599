package io.sealstream.devnet.up;

/**
 * Keeps the dev chain from skipping ahead while a process is starting: a window that begins before the node is there would be
 * missed, which no real chain's pace would bring about.
 */
final class Calm {
    private static final String NAME = "devnet-up";

    private final RpcClient chain;
    private boolean held = true;

    Calm(RpcClient chain) {
        this.chain = chain;
    }

    /** Holds the chain while something is not ready, and lets it go afterwards. A chain that restarted is told again. */
    void until(boolean ready) {
        if (!ready) {
            held = true;
            chain.tryCall("Devchain.Hold", NAME);
        } else if (held) {
            held = chain.tryCall("Devchain.Release", NAME).isEmpty();
        }
    }
}
