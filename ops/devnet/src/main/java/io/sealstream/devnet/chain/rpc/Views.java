package io.sealstream.devnet.chain.rpc;

import io.sealstream.devnet.chain.blocks.Chain;
import io.sealstream.devnet.chain.blocks.Entry;
import io.sealstream.devnet.chain.miner.Miner;
import io.sealstream.devnet.chain.state.Actor;
import io.sealstream.devnet.chain.state.ChainState;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.TipSetKey;
import io.sealstream.rpc.RpcException;

/** Finds what queries name, with the errors of a node for what is not there. */
final class Views {
    /** Lotus {@code api.EActorNotFound}; only {@code StateLookupID} answers with it. */
    static final int ACTOR_NOT_FOUND = 3;

    private final Chain chain;

    Views(Chain chain) {
        this.chain = chain;
    }

    /** The tipset of a key, the head for the empty key. */
    Entry entry(TipSetKey key) {
        return chain.store().find(key)
                .orElseThrow(() -> RpcException.of("loading tipset {" + key + "}: get block " + key.cids().getFirst() + ": "
                        + missing(key.cids().getFirst())));
    }

    /** What a node's block store says of a CID that it does not have. */
    static String missing(Cid cid) {
        return "ipld: could not find " + cid;
    }

    /** What a query at that tipset sees: its parent state. */
    ChainState state(Entry entry) {
        return chain.stateAt(entry);
    }

    ChainState state(TipSetKey key) {
        return state(entry(key));
    }

    static Actor actor(ChainState state, Address address) {
        return state.find(address).orElseThrow(() -> RpcException.of(resolution(address)));
    }

    private static String resolution(Address address) {
        return "resolution lookup failed (" + address + "): resolve address " + address + ": actor not found";
    }

    /** The miner that the first parameter names, at the tipset of another one. */
    Miner miner(Args args, int tipSetAt) {
        return miner(state(args.tipSetKey(tipSetAt)), args.address(0));
    }

    static Miner miner(ChainState state, Address address) {
        return state.miner(address).orElseThrow(() -> RpcException.of(state.find(address).isPresent()
                ? "failed to load miner actor state: " + address + " is not a miner"
                : "failed to load miner actor: " + resolution(address)));
    }
}
