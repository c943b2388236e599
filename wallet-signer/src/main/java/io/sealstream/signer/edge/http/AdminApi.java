package io.sealstream.signer.edge.http;

import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.CodecException;
import io.sealstream.rpc.Permission;
import io.sealstream.schemas.config.ConfigException;
import io.sealstream.signer.config.PolicyBook;
import io.sealstream.signer.keys.ExportedKey;
import io.sealstream.signer.keys.KeyRing;
import io.sealstream.signer.keys.KeyType;
import io.sealstream.signer.keys.Secret;
import io.sealstream.signer.keys.WalletException;
import io.sealstream.signer.keys.WalletException.Reason;
import io.sealstream.signer.signing.CommandSigner;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The calls of the command line to a running wallet. A path names the call, the body is what it needs as raw bytes (password, key), the
 * answer is text or, for an export, bytes that the caller wipes. Calls block while a password is checked.
 */
public final class AdminApi {
    private static final Logger LOGGER = LoggerFactory.getLogger(AdminApi.class);
    private static final byte[] DONE = new byte[0];

    private final KeyRing keys;
    private final CommandSigner signer;
    private final PolicyBook policy;
    private final LocalCalls local;

    public AdminApi(KeyRing keys, CommandSigner signer, PolicyBook policy, LocalCalls local) {
        this.local = local;
        this.keys = keys;
        this.signer = signer;
        this.policy = policy;
    }

    byte[] call(String path, byte[] body) {
        String[] parts = path.split("/", -1);
        String argument = parts.length > 2 ? parts[2] : "";
        return switch (parts.length > 1 ? parts[1] : "") {
            case "lock-state" -> text(keys.isLocked() ? "locked" : "unlocked");
            case "list" -> text(keys.addresses().stream().map(Address::toString).collect(Collectors.joining("\n")));
            case "setpwd" -> setPassword(body);
            case "unlock" -> unlock(body);
            case "lock" -> lock();
            case "new" -> added(keys.create(KeyType.of(argument)));
            case "import" -> importKey(body);
            case "export" -> export(argument, body);
            case "del" -> delete(argument, body);
            case "sign" -> sign(argument, parts.length > 3 ? parts[3] : "", body);
            case "api-info" -> apiInfo(unhex(argument), unhex(parts.length > 3 ? parts[3] : ""), body);
            case "support" -> support(new String(body, StandardCharsets.UTF_8));
            case "policy" -> text(String.join("\n", policy.get().text()));
            case "policy-reload" -> text(String.join("\n", reload()));
            case "forget-nonces" -> text(signer.forgetNonces(new String(body, StandardCharsets.UTF_8)));
            case "log-list" -> text(String.join("\n", LogLevels.list()));
            case "log-level" -> logLevel(new String(body, StandardCharsets.UTF_8), argument);
            default -> throw new WalletException(Reason.UNKNOWN_KEY,
                    "a wallet has no call " + path + "; use the command line of the same version");
        };
    }

    private byte[] setPassword(byte[] password) {
        try (Secret secret = Secret.take(password)) {
            keys.setPassword(secret);
        }
        LOGGER.info("Password chosen, wallet unlocked");
        return DONE;
    }

    private byte[] unlock(byte[] password) {
        try (Secret secret = Secret.take(password)) {
            keys.unlock(secret);
        }
        LOGGER.info("Wallet unlocked");
        return DONE;
    }

    private byte[] lock() {
        keys.lock();
        LOGGER.info("Wallet locked");
        return DONE;
    }

    private byte[] importKey(byte[] text) {
        ExportedKey.Read read = ExportedKey.read(text, ExportedKey.Form.HEX_VENUS);
        try (Secret key = read.key()) {
            return added(keys.add(read.type(), key));
        }
    }

    private byte[] export(String address, byte[] password) {
        try (Secret secret = Secret.take(password)) {
            byte[] exported = keys.export(address(address), secret, ExportedKey::toHex);
            LOGGER.atWarn().addKeyValue("address", address).log("Key exported");
            return exported;
        }
    }

    private byte[] delete(String address, byte[] password) {
        try (Secret secret = Secret.take(password)) {
            keys.delete(address(address), secret);
        }
        LOGGER.atWarn().addKeyValue("address", address).log("Key deleted");
        return DONE;
    }

    /** The body is the password, behind its length in two bytes big-endian, and then the data. */
    private byte[] sign(String type, String address, byte[] body) {
        ByteBuffer in = ByteBuffer.wrap(body);
        int length = in.remaining() < Short.BYTES ? 0 : Short.toUnsignedInt(in.getShort());
        if (length > in.remaining()) {
            throw new WalletException(Reason.WRONG_PASSWORD, "the call is cut off; use the command line of the same version");
        }
        byte[] password = new byte[length];
        in.get(password);
        byte[] data = new byte[in.remaining()];
        in.get(data);
        try (Secret secret = Secret.take(password)) {
            return signer.sign(type, address(address), Bytes.of(data), secret).toTypedBytes().toArray();
        }
    }

    /** A token that signs or rules is given for the password only. */
    private byte[] apiInfo(String permission, String name, byte[] password) {
        Permission wanted = Arrays.stream(Permission.values()).filter(each -> each.word().equals(permission)).findFirst()
                .orElseThrow(() -> new WalletException(Reason.REFUSED,
                        "the permission '" + permission + "' is unknown; use read, write, sign or admin"));
        if (!name.matches("[A-Za-z0-9._-]{0,64}")) {
            throw new WalletException(Reason.REFUSED,
                    "the name '" + name + "' cannot stand in a token; use at most 64 of A-Z a-z 0-9 . _ -");
        }
        try (Secret secret = Secret.take(password)) {
            if (wanted.compareTo(Permission.SIGN) >= 0) {
                keys.requirePassword(secret);
            }
        }
        LOGGER.atInfo().addKeyValue("permission", wanted).addKeyValue("name", name).log("Token issued");
        return text(local.apiInfo(wanted, name));
    }

    /** What a person typed, from a part of a path. */
    private static String unhex(String part) {
        try {
            return new String(HexFormat.of().parseHex(part), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new WalletException(Reason.REFUSED,
                    "'" + part + "' is not hexadecimal; use the command line of the same version", e);
        }
    }

    private byte[] support(String account) {
        local.support(account);
        LOGGER.atInfo().addKeyValue("account", account).log("Account supported at the gateways");
        return DONE;
    }

    private static byte[] logLevel(String system, String level) {
        LogLevels.set(system, level);
        return DONE;
    }

    private List<String> reload() {
        try {
            List<String> lines = policy.reload().text();
            LOGGER.atInfo().addKeyValue("policy", lines).log("Policy read anew");
            return lines;
        } catch (ConfigException e) {
            throw new WalletException(Reason.REFUSED, e.getMessage() + "; the policy stays as it was", e);
        }
    }

    private static Address address(String text) {
        try {
            return Address.parse(text);
        } catch (CodecException e) {
            throw new WalletException(Reason.UNKNOWN_KEY, "'" + text + "' is no address: " + e.getMessage(), e);
        }
    }

    private static byte[] added(Address address) {
        LOGGER.atInfo().addKeyValue("address", address).log("Key added");
        return text(address.toString());
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
