package io.sealstream.devnet.chain.rpc;

import io.sealstream.devnet.chain.blocks.Chain;
import io.sealstream.devnet.chain.blocks.Entry;
import io.sealstream.devnet.chain.miner.Miner;
import io.sealstream.devnet.chain.state.Actor;
import io.sealstream.devnet.chain.state.ChainState;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.TipSetKey;
import io.sealstream.rpc.RpcException;

/** Finds what queries name, with the errors of a node for what is not there. */
final class Views {
    private final Chain chain;

    Views(Chain chain) {
        this.chain = chain;
    }

    /** The tipset of a key, the head for the empty key. */
    Entry entry(TipSetKey key) {
        return chain.store().find(key).orElseThrow(() -> RpcException.of("loading tipset " + key + ": tipset not found"));
    }

    /** What a query at that tipset sees: its parent state. */
    ChainState state(Entry entry) {
        return chain.stateAt(entry);
    }

    ChainState state(TipSetKey key) {
        return state(entry(key));
    }

    static Actor actor(ChainState state, Address address) {
        return state.find(address).orElseThrow(() -> RpcException.of("actor not found: " + address));
    }

    static Miner miner(ChainState state, Address address) {
        return state.miner(address).orElseThrow(() -> RpcException.of(state.find(address).isPresent()
                ? "loading miner actor state: " + address + " is not a miner"
                : "actor not found: " + address));
    }
}
