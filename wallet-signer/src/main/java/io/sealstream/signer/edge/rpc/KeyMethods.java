package io.sealstream.signer.edge.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.CodecException;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.SignatureType;
import io.sealstream.rpc.Permission;
import io.sealstream.rpc.RpcException;
import io.sealstream.signer.keys.KeyRing;
import io.sealstream.signer.keys.KeyRing.PlainKey;
import io.sealstream.signer.keys.KeyType;
import io.sealstream.signer.keys.Secret;
import io.sealstream.signer.keys.WalletException;
import java.util.Base64;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code Wallet*} but signing. JSON makes text of keys: whoever exports and imports over the API leaves copies on the heap. */
final class KeyMethods {
    private static final Logger LOGGER = LoggerFactory.getLogger(KeyMethods.class);

    private final KeyRing keys;
    private final PasswordGuard guard;
    private final RpcSettings settings;

    KeyMethods(KeyRing keys, PasswordGuard guard, RpcSettings settings) {
        this.keys = keys;
        this.guard = guard;
        this.settings = settings;
    }

    void register(MethodRegistry methods) {
        methods.quick("WalletHas", Permission.READ, 1,
                params -> BooleanNode.valueOf(keys.addresses().contains(params.address(0))))
                .quick("WalletList", Permission.READ, 0, params -> list())
                .blocking("WalletNew", Permission.ADMIN, 1, params -> added(keys.create(type(params, params.json(0)))))
                .blocking("WalletImport", Permission.ADMIN, 1, this::importKey)
                .blocking("WalletExport", Permission.ADMIN, 1, 2, this::export)
                .blocking("WalletDelete", Permission.ADMIN, 1, 2, this::delete);
    }

    private JsonNode list() {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        keys.addresses().forEach(address -> list.add(text(address)));
        return list;
    }

    /** A name, or the number of the kind of signature (venus {@code types.KeyType}). */
    private static KeyType type(Params params, JsonNode given) {
        try {
            return KeyType.of(given.isIntegralNumber()
                    ? SignatureType.of(given.longValue()).name().toLowerCase(Locale.ROOT)
                    : given.asText());
        } catch (CodecException | WalletException e) {
            throw params.refuse(0, "the type of a key is secp256k1 or bls, as a name or a number (1, 2)");
        }
    }

    /** As there, a key that is here already is no error. */
    private JsonNode importKey(Params params) {
        KeyType type = type(params, params.json(0).path("Type"));
        try (Secret key = Secret.take(params.read(0, params.json(0).path("PrivateKey"), Shapes.BYTES).toArray())) {
            Address address = keys.addressOf(type, key);
            return keys.addresses().contains(address) ? text(address) : added(keys.add(type, key));
        }
    }

    private JsonNode export(Params params) {
        Address address = params.address(0);
        JsonNode exported = withPassword(params, password -> keys.export(address, password, KeyMethods::info),
                () -> keys.exportUnlocked(address, KeyMethods::info));
        LOGGER.atWarn().addKeyValue("address", address).log("Key exported over the API");
        return exported;
    }

    /** Runs what a stolen token must not do alone. */
    private <T> T withPassword(Params params, Function<Secret, T> guarded, Supplier<T> byToken) {
        if (params.has(1)) {
            try (Secret password = params.secret(1)) {
                return guard.guarded(() -> guarded.apply(password));
            }
        }
        if (settings.tokenSuffices()) {
            return byToken.get();
        }
        throw RpcException
                .of("keys leave this wallet, or end, for the password only: give it as a second parameter, or use the command"
                        + " line; TokenSuffices = true under [API] in the configuration lets an admin token do it");
    }

    private static JsonNode info(PlainKey key) {
        return JsonNodeFactory.instance.objectNode().put("Type", key.type().label()).put("PrivateKey",
                Base64.getEncoder().encodeToString(key.bytes()));
    }

    private JsonNode delete(Params params) {
        Address address = params.address(0);
        withPassword(params, password -> {
            keys.delete(address, password);
            return address;
        }, () -> {
            keys.deleteUnlocked(address);
            return address;
        });
        LOGGER.atWarn().addKeyValue("address", address).log("Key deleted over the API");
        return MethodRegistry.nothing();
    }

    private JsonNode added(Address address) {
        LOGGER.atInfo().addKeyValue("address", address).log("Key added over the API");
        return text(address);
    }

    private TextNode text(Address address) {
        return TextNode.valueOf(address.toString(settings.prefix()));
    }
}
