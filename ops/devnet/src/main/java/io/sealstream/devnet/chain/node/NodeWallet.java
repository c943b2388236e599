package io.sealstream.devnet.chain.node;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sealstream.devnet.chain.blocks.GenesisSettings;
import io.sealstream.devnet.chain.blocks.SeededBytes;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Message;
import io.sealstream.filecoin.Secp256k1;
import io.sealstream.filecoin.SignedMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Keys that the node itself signs with: the faucet's, and secp256k1 keys that were imported. Imported ones stay in
 * {@code DIR/keystore/ADDRESS} as lotus' key info, {@code {"Type": "secp256k1", "PrivateKey": base64}}, readable by their owner only.
 * BLS keys have no place here: their messages are signed by a wallet and pushed.
 */
public final class NodeWallet {
    /** The only key type. */
    public static final String TYPE = "secp256k1";
    private static final String FOLDER = "keystore";
    private static final JsonMapper JSON = new JsonMapper();

    private final Map<Address, byte[]> keys = new ConcurrentHashMap<>();
    private final Address faucet;
    private final Optional<Path> folder;

    private NodeWallet(GenesisSettings settings, Optional<Path> folder) {
        this.folder = folder;
        this.faucet = put(new SeededBytes(settings.seed()).faucetKey());
        folder.filter(Files::isDirectory).ifPresent(this::load);
    }

    /** The wallet of a home. */
    public static NodeWallet open(Path home, GenesisSettings settings) {
        return new NodeWallet(settings, Optional.of(home.resolve(FOLDER)));
    }

    /** A wallet that forgets what is imported. */
    public static NodeWallet inMemory(GenesisSettings settings) {
        return new NodeWallet(settings, Optional.empty());
    }

    private void load(Path keystore) {
        try (Stream<Path> files = Files.list(keystore)) {
            files.filter(file -> !file.getFileName().toString().endsWith(".new")).forEach(file -> put(read(file)));
        } catch (IOException e) {
            throw new ChainException("cannot read " + keystore + " (" + e + "); check its owner and permissions", e);
        }
    }

    private static byte[] read(Path file) {
        try {
            return key(JSON.readTree(PrivateFiles.ensure(file, () -> "")));
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new ChainException(file + " is not a key of this wallet (" + e.getMessage() + "); move it away", e);
        }
    }

    /**
     * The private key of a key info.
     *
     * @throws IllegalArgumentException where it is none, or of another type
     */
    public static byte[] key(JsonNode keyInfo) {
        String type = keyInfo.path("Type").asText("");
        if (!type.equals(TYPE)) {
            throw new IllegalArgumentException("the dev chain's node keeps keys of type \"" + TYPE + "\" only, not \"" + type
                    + "\"; sign other messages with your wallet and use MpoolPush");
        }
        byte[] key = Base64.getDecoder().decode(keyInfo.path("PrivateKey").asText(""));
        if (!Secp256k1.isPrivateKey(key)) {
            throw new IllegalArgumentException("PrivateKey is not a secp256k1 key in base64");
        }
        return key;
    }

    private Address put(byte[] key) {
        Address address = Secp256k1.address(key);
        keys.put(address, key);
        return address;
    }

    /** Takes a key in; it is stored before it can be used. */
    public Address add(byte[] key) {
        Address address = Secp256k1.address(key);
        folder.ifPresent(at -> PrivateFiles.write(at.resolve(address.toString()), JsonNodeFactory.instance.objectNode()
                .put("Type", TYPE).put("PrivateKey", Base64.getEncoder().encodeToString(key)).toString()));
        return put(key);
    }

    public boolean has(Address address) {
        return keys.containsKey(address);
    }

    /** The account that {@code Devchain.Fund} pays from. */
    public Address faucet() {
        return faucet;
    }

    /** All key addresses, in order. */
    public List<Address> addresses() {
        return keys.keySet().stream().sorted().toList();
    }

    /** Signs with the key of the sender; empty where it is not here. */
    Optional<SignedMessage> sign(Message message) {
        return Optional.ofNullable(keys.get(message.from()))
                .map(key -> new SignedMessage(message, Secp256k1.sign(key, message.bytesToSign())));
    }
}
