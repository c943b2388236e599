package io.sealstream.manager.edge.chain;

import io.sealstream.filecoin.JsonTree;
import io.sealstream.filecoin.TipSetKey;
import java.util.Map;

/**
 * Which chain a node serves.
 *
 * @param network name as {@code StateNetworkName} gives it
 * @param genesis CID of the genesis block
 */
public record ChainIdentity(String network, String genesis) {
    /** Networks whose nodes call them otherwise than people do. */
    private static final Map<String, String> OTHER_NAMES = Map.of("calibnet", "calibrationnet", "butterfly", "butterflynet");

    /** Another chain than the one that the cluster belongs to. */
    public static final class WrongChain extends RuntimeException {
        private static final long serialVersionUID = 1L;

        WrongChain(String message) {
            super(message);
        }
    }

    /** Asks the node. */
    public static ChainIdentity of(ChainNode node) {
        String network = node.call("StateNetworkName").text();
        NamedTipset genesis = NamedTipset
                .of(node.call("ChainGetTipSetByHeight", JsonTree.of(0), TipSetKey.SHAPE.toJson(TipSetKey.EMPTY)));
        if (genesis.epoch() != 0) {
            throw new ChainCallException(ChainCallException.Kind.UNREADABLE,
                    "the chain node has no genesis block: its tipset at height 0 is at height " + genesis.epoch());
        }
        return new ChainIdentity(network, genesis.cids().getFirst());
    }

    /** Refuses a node of another network than the configured one. */
    public void requireNetwork(String configured, String url) {
        if (!network.equals(configured) && !network.equals(OTHER_NAMES.getOrDefault(configured, configured))) {
            throw new WrongChain(
                    "the chain node at " + url + " serves network " + network + ", and the configuration says " + configured
                            + "; correct chain.url or network.name");
        }
    }

    /** Refuses a node whose chain begins with another block than the cluster's. */
    public void requireGenesis(String expected, String url) {
        if (!expected.isEmpty() && !genesis.equals(expected)) {
            throw new WrongChain("the chain node at " + url + " has genesis " + genesis
                    + ", and this cluster belongs to the chain with genesis "
                    + expected + "; correct chain.url or kafka.bootstrap");
        }
    }
}
