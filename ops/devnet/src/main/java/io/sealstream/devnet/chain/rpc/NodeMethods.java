package io.sealstream.devnet.chain.rpc;

import io.sealstream.devnet.chain.node.ChainHost;

/** All methods of the namespace {@code Filecoin}. */
final class NodeMethods {
    private NodeMethods() {}

    static void register(ChainHost node, Methods methods) {
        new ChainMethods(node.chain()).register(methods);
        new StateMethods(node).register(methods);
        new MinerMethods(node.chain()).register(methods);
        new MessageMethods(node).register(methods);
    }
}
