package io.sealstream.signer.edge.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import io.sealstream.rpc.Permission;
import io.sealstream.rpc.RpcException;
import io.sealstream.signer.keys.KeyRing;
import io.sealstream.signer.keys.Secret;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Password and lock. Every wrong password counts against the caller's patience. */
final class LockMethods {
    private static final Logger LOGGER = LoggerFactory.getLogger(LockMethods.class);

    private final KeyRing keys;
    private final PasswordGuard guard;

    LockMethods(KeyRing keys, PasswordGuard guard) {
        this.keys = keys;
        this.guard = guard;
    }

    void register(MethodRegistry methods) {
        methods.blocking("SetPassword", Permission.ADMIN, 1, params -> checked(params, this::setPassword))
                .blocking("Unlock", Permission.ADMIN, 1, params -> checked(params, this::unlock))
                .blocking("Lock", Permission.ADMIN, 1, params -> checked(params, this::lock))
                .blocking("VerifyPassword", Permission.ADMIN, 1, params -> checked(params, keys::requirePassword))
                .quick("LockState", Permission.ADMIN, 0, params -> BooleanNode.valueOf(keys.isLocked()));
    }

    private JsonNode checked(Params params, Consumer<Secret> use) {
        try (Secret password = params.secret(0)) {
            return guard.guarded(() -> {
                use.accept(password);
                return MethodRegistry.nothing();
            });
        }
    }

    /** Chooses the first password; for a wallet that has one, this is how venus-wallet unlocks it after a restart. */
    private void setPassword(Secret password) {
        if (keys.hasPassword() && keys.isLocked()) {
            unlock(password);
        } else {
            keys.setPassword(password);
            LOGGER.info("Password chosen over the API, wallet unlocked");
        }
    }

    private void unlock(Secret password) {
        if (!keys.isLocked()) {
            throw RpcException.of("wallet already unlocked");
        }
        keys.unlock(password);
        LOGGER.info("Wallet unlocked over the API");
    }

    private void lock(Secret password) {
        if (keys.isLocked()) {
            throw RpcException.of("wallet already locked");
        }
        keys.requirePassword(password);
        keys.lock();
        LOGGER.info("Wallet locked over the API");
    }
}
