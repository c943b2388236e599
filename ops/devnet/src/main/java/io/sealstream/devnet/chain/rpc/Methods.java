package io.sealstream.devnet.chain.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealstream.devnet.chain.blocks.BlockRandomness;
import io.sealstream.devnet.chain.blocks.PoolRefusal;
import io.sealstream.devnet.chain.node.ChainException;
import io.sealstream.devnet.chain.rules.ProofVerifier;
import io.sealstream.filecoin.CodecException;
import io.sealstream.rpc.Permission;
import io.sealstream.rpc.RpcException;
import io.vertx.core.Future;

/** Registers methods, with the errors of a node for what they refuse. */
final class Methods {
    static final String NODE = "Filecoin.";
    static final String ADMIN = "Devchain.";

    private final Registrar registrar;

    /** Where methods are registered; it decides on which thread they run. */
    interface Registrar {
        void add(String name, Permission permission, int least, int most, Later method);
    }

    /** A method that may take its time. */
    interface Blocking {
        JsonNode call(Args args);
    }

    /** A method whose answer comes later. */
    interface Later {
        Future<JsonNode> call(Args args);
    }

    Methods(Registrar registrar) {
        this.registrar = registrar;
    }

    Methods read(String name, int least, int most, Blocking method) {
        return later(NODE + name, Permission.READ, least, most, args -> Future.succeededFuture(method.call(args)));
    }

    Methods write(String name, int least, int most, Blocking method) {
        return later(NODE + name, Permission.WRITE, least, most, args -> Future.succeededFuture(method.call(args)));
    }

    Methods admin(String name, int least, int most, Blocking method) {
        return later(ADMIN + name, Permission.ADMIN, least, most, args -> Future.succeededFuture(method.call(args)));
    }

    /** A method that begins on the caller's thread and ends by itself. */
    Methods later(String name, Permission permission, int least, int most, Later method) {
        registrar.add(name, permission, least, most, args -> guarded(method, args));
        return this;
    }

    private static Future<JsonNode> guarded(Later method, Args args) {
        try {
            return method.call(args);
        } catch (PoolRefusal | CodecException | ChainException | ProofVerifier.Unavailable
                | BlockRandomness.FutureEpochException e) {
            throw RpcException.of(String.valueOf(e.getMessage()));
        }
    }
}
