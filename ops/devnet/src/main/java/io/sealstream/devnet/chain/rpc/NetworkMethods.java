package io.sealstream.devnet.chain.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.sealstream.devnet.chain.blocks.Chain;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.NetworkPolicy;
import io.sealstream.filecoin.SealProofType;
import io.sealstream.filecoin.json.FilecoinJson;
import io.sealstream.filecoin.state.NetworkParams;
import io.sealstream.rpc.RpcException;
import java.math.BigInteger;
import java.util.List;

/** What a node says of its network (chain.md 3.2; lotus {@code node/impl/full/state.go}). */
final class NetworkMethods {
    private static final int NETWORK_VERSION = 28;
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    /** Before genesis: the chain begins with all of these behind it. */
    private static final long LONG_AGO = -1;
    /** Lotus {@code api.ForkUpgradeParams}; each is {@code Upgrade…Height} in JSON. */
    private static final List<String> UPGRADES = List.of("Smoke", "Breeze", "Ignition", "Liftoff", "Assembly", "Refuel", "Tape",
            "Kumquat", "Calico", "Persian", "Orange", "Claus", "Trust", "Norwegian", "Turbo", "Hyperdrive", "Chocolate", "OhSnap",
            "Skyr", "Shark", "Hygge", "Lightning", "Thunder", "Watermelon", "Dragon", "Phoenix", "Waffle", "Tuktuk", "Teep",
            "Tock", "GoldenWeek");

    private final Chain chain;
    private final ApiVersion version;
    private final Views views;

    NetworkMethods(Chain chain, ApiVersion version) {
        this.chain = chain;
        this.version = version;
        this.views = new Views(chain);
    }

    void register(Methods methods) {
        methods.read("Version", 0, args -> version())
                .read("StateNetworkName", 0, args -> TextNode.valueOf(network().name()))
                .read("StateNetworkVersion", 1, args -> networkVersion(args))
                .read("StateGetNetworkParams", 0, args -> networkParams())
                .read("StateActorCodeCIDs", 1, args -> codes(args.unsigned(0)))
                .read("StateCirculatingSupply", 1, args -> circulating(args));
    }

    private NetworkPolicy network() {
        return chain.rules().policy();
    }

    /** Whole seconds, at least one, as the field has no fractions. */
    private long blockDelay() {
        return Math.max(1, Math.ceilDiv(chain.settings().blockTime().toMillis(), 1000));
    }

    private JsonNode version() {
        return JSON.objectNode().put("Version", "sealstream-devchain/0.1.0").put("APIVersion", version.packed())
                .put("BlockDelay", blockDelay());
    }

    private JsonNode networkVersion(Args args) {
        views.entry(args.tipSetKey(0));
        return IntNode.valueOf(NETWORK_VERSION);
    }

    private JsonNode networkParams() {
        NetworkParams params = new NetworkParams(network().name(), blockDelay(), BigInteger.valueOf(network().minimumPower()),
                new ChainEpoch(network().preCommitChallengeDelay()), network().eip155ChainId(), chain.settings().time());
        ObjectNode json = (ObjectNode) FilecoinJson.write(NetworkParams.SHAPE, params);
        proofTypes(json.putArray("SupportedProofTypes"));
        ObjectNode upgrades = json.putObject("ForkUpgradeParams").put("BreezeGasTampingDuration", 0);
        UPGRADES.forEach(name -> upgrades.put("Upgrade" + name + "Height", LONG_AGO));
        return json;
    }

    private void proofTypes(ArrayNode list) {
        for (SealProofType type : SealProofType.values()) {
            if (network().accepts(type)) {
                list.add(type.code());
            }
        }
    }

    private static JsonNode codes(long networkVersion) {
        if (networkVersion != NETWORK_VERSION) {
            throw RpcException.of("invalid network version " + Long.toUnsignedString(networkVersion) + ": this chain has version "
                    + NETWORK_VERSION + " only");
        }
        return ActorCodes.json();
    }

    private JsonNode circulating(Args args) {
        return TextNode.valueOf(chain.economyAt(views.entry(args.tipSetKey(0))).circulatingSupply().toString());
    }
}
