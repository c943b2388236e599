package io.sealstream.devnet.chain.rpc;

import io.sealstream.devnet.chain.node.ChainHost;

/** All methods of the namespace {@code Filecoin} that need no keys. */
final class NodeMethods {
    private NodeMethods() {}

    static void register(ChainHost node, ApiVersion version, Methods methods) {
        new NetworkMethods(node.chain(), version).register(methods);
        new ChainMethods(node.chain()).register(methods);
        new StateMethods(node).register(methods);
        new MinerMethods(node.chain()).register(methods);
        new SectorMethods(node.chain()).register(methods);
        new MoneyMethods(node.chain()).register(methods);
        new DealMethods(node.chain()).register(methods);
        new PoolMethods(node).register(methods);
        new GasMethods(node).register(methods);
        new SearchMethods(node, version).register(methods);
    }
}
