package io.sealstream.manager.edge.chain;

import java.util.Locale;

/** How a chain node is judged. Only a usable one is asked. */
public enum NodeStanding {
    /** It has not been asked which chain it serves. */
    UNASKED,
    /** It serves the cluster's chain and is near its head. */
    USABLE,
    /** Its calls fail. It is passed over for a while, unless no other one is left. */
    FAILING,
    /** It serves the cluster's chain, but its head is too old to be acted on. */
    LAGGING,
    /** It serves another chain. */
    WRONG_CHAIN;

    /** The form for people and metrics, for example {@code wrong-chain}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
