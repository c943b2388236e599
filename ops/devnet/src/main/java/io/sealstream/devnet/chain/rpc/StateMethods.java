package io.sealstream.devnet.chain.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealstream.devnet.chain.blocks.BlockRandomness;
import io.sealstream.devnet.chain.blocks.Chain;
import io.sealstream.devnet.chain.blocks.Entry;
import io.sealstream.devnet.chain.node.ChainHost;
import io.sealstream.devnet.chain.state.Actor;
import io.sealstream.devnet.chain.state.ChainState;
import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.CborReader;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.CodecException;
import io.sealstream.filecoin.DomainSeparationTag;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.json.FilecoinJson;
import io.sealstream.filecoin.state.ActorState;
import io.sealstream.rpc.RpcException;
import java.util.Optional;

/** {@code Filecoin.State*} about actors and randomness (chain.md 3.2). */
final class StateMethods {

    private final ChainHost node;
    private final Chain chain;
    private final Views views;

    StateMethods(ChainHost node) {
        this.node = node;
        this.chain = node.chain();
        this.views = new Views(chain);
    }

    void register(Methods methods) {
        methods.read("StateLookupID", 2, args -> lookup(args))
                .read("StateAccountKey", 2, args -> accountKey(args))
                .read("StateGetActor", 2, args -> actor(args))
                .read("StateGetRandomnessFromTickets", 4, args -> randomness(args, false))
                .read("StateGetRandomnessFromBeacon", 4, args -> randomness(args, true));
    }

    private JsonNode lookup(Args args) {
        Actor actor = views.state(args.tipSetKey(1)).find(args.address(0))
                .orElseThrow(() -> new RpcException(Views.ACTOR_NOT_FOUND, "actor not found"));
        return FilecoinJson.address(actor.idAddress());
    }

    private JsonNode accountKey(Args args) {
        Address address = args.address(0);
        if (address.isKey()) {
            return FilecoinJson.address(address);
        }
        ChainState state = views.state(args.tipSetKey(1));
        Actor actor = Views.actor(state, address);
        return FilecoinJson.address(state.keyOf(actor.idAddress())
                .orElseThrow(() -> RpcException.of("getting key address: " + address + " is not an account")));
    }

    private JsonNode actor(Args args) {
        Entry entry = views.entry(args.tipSetKey(1));
        Actor actor = Views.actor(views.state(entry), args.address(0));
        Cid head = entry.tipSet().minTicketBlock().parentStateRoot();
        return FilecoinJson.write(ActorState.SHAPE,
                new ActorState(ActorCodes.of(actor), head, actor.nonce(), actor.balance(), null));
    }

    private JsonNode randomness(Args args, boolean beacon) {
        Entry entry = views.entry(args.tipSetKey(3));
        long tag = args.number(0);
        ChainEpoch epoch = args.epoch(1);
        Bytes entropy = args.as(2, Shapes.BYTES);
        BlockRandomness randomness = BlockRandomness.seenFrom(entry, chain.store());
        Bytes drawn = beacon ? randomness.drawFromBeacon(tag, epoch, entropy) : randomness.drawFromTickets(tag, epoch, entropy);
        if (!beacon && tag == DomainSeparationTag.SEAL_RANDOMNESS.value()) {
            miner(entropy).ifPresent(miner -> node.ticketDrawn(miner, epoch.value()));
        }
        return FilecoinJson.write(Shapes.BYTES, drawn);
    }

    /** The miner whose id address the entropy is; empty if it is something else. */
    private static Optional<ActorId> miner(Bytes entropy) {
        try {
            CborReader in = new CborReader(entropy.toArray());
            Address address = in.address();
            in.end();
            return address.actorId();
        } catch (CodecException e) {
            return Optional.empty();
        }
    }
}
