package io.sealstream.signer.edge.http;

import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.CodecException;
import io.sealstream.signer.keys.ExportedKey;
import io.sealstream.signer.keys.KeyRing;
import io.sealstream.signer.keys.KeyType;
import io.sealstream.signer.keys.Secret;
import io.sealstream.signer.keys.WalletException;
import io.sealstream.signer.keys.WalletException.Reason;
import java.nio.charset.StandardCharsets;
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

    public AdminApi(KeyRing keys) {
        this.keys = keys;
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
            byte[] exported = keys.export(Address.parse(address), secret, ExportedKey::toHex);
            LOGGER.atWarn().addKeyValue("address", address).log("Key exported");
            return exported;
        } catch (CodecException e) {
            throw new WalletException(Reason.UNKNOWN_KEY, "'" + address + "' is no address: " + e.getMessage(), e);
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
