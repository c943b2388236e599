package io.sealstream.devnet.chain.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
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
import io.sealstream.filecoin.NetworkPolicy;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.json.FilecoinJson;
import io.sealstream.filecoin.state.ActorState;
import io.sealstream.filecoin.state.NetworkParams;
import io.sealstream.rpc.RpcException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** {@code Filecoin.State*} about the network, actors and randomness (chain.md 3.2). */
final class StateMethods {
    static final int NETWORK_VERSION = 28;
    /** Version 2.3.0, as lotus packs it. */
    private static final int API_VERSION = 0x020300;
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final ChainHost node;
    private final Chain chain;
    private final Views views;

    StateMethods(ChainHost node) {
        this.node = node;
        this.chain = node.chain();
        this.views = new Views(chain);
    }

    void register(Methods methods) {
        methods.read("Version", 0, 0, args -> version())
                .read("StateNetworkName", 0, 0, args -> TextNode.valueOf(network().name()))
                .read("StateNetworkVersion", 0, 1, args -> IntNode.valueOf(NETWORK_VERSION))
                .read("StateGetNetworkParams", 0, 0, args -> networkParams())
                .read("StateActorCodeCIDs", 1, 1, args -> codes())
                .read("StateLookupID", 1, 2, args -> lookup(args))
                .read("StateAccountKey", 1, 2, args -> accountKey(args))
                .read("StateGetActor", 1, 2, args -> actor(args))
                .read("StateGetRandomnessFromTickets", 3, 4, args -> randomness(args, false))
                .read("StateGetRandomnessFromBeacon", 3, 4, args -> randomness(args, true))
                .read("StateCirculatingSupply", 0, 1,
                        args -> TextNode.valueOf(chain.rules().economy().circulatingSupply().toString()));
    }

    private NetworkPolicy network() {
        return chain.rules().policy();
    }

    /** Whole seconds, at least one, as the field has no fractions. */
    private long blockDelay() {
        return Math.max(1, Math.ceilDiv(chain.settings().blockTime().toMillis(), 1000));
    }

    private JsonNode version() {
        return JSON.objectNode().put("Version", "sealstream-devchain/0.1.0").put("APIVersion", API_VERSION).put("BlockDelay",
                blockDelay());
    }

    private JsonNode networkParams() {
        NetworkParams params = new NetworkParams(network().name(), blockDelay(), BigInteger.valueOf(network().minimumPower()),
                new ChainEpoch(network().preCommitChallengeDelay()), network().eip155ChainId(), chain.settings().time());
        return FilecoinJson.write(NetworkParams.SHAPE, params);
    }

    private static Cid code(Actor.Kind kind) {
        return Cid.ofRaw(("fil/18/" + kind.name().toLowerCase(Locale.ROOT)).getBytes(StandardCharsets.UTF_8));
    }

    private static JsonNode codes() {
        ObjectNode codes = JSON.objectNode();
        codes.set("account", FilecoinJson.cid(code(Actor.Kind.ACCOUNT)));
        codes.set("storageminer", FilecoinJson.cid(code(Actor.Kind.MINER)));
        codes.set("system", FilecoinJson.cid(code(Actor.Kind.SYSTEM)));
        return codes;
    }

    private JsonNode lookup(Args args) {
        return FilecoinJson.address(Views.actor(views.state(args.tipSetKey(1)), args.address(0)).idAddress());
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
                new ActorState(code(actor.kind()), head, actor.nonce(), actor.balance(), null));
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
