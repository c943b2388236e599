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
import java.util.function.Supplier;

/** Registers methods, with the errors of a node for what they refuse. */
final class Methods {
    static final String NODE = "Filecoin.";
    static final String ADMIN = "Devchain.";

    private final Registrar registrar;

    /** Where methods are registered; it decides on which thread they run. */
    interface Registrar {
        void add(String name, Permission permission, int least, int most, Waiting method);
    }

    /** A method that may take its time. */
    interface Blocking {
        JsonNode call(Args args);
    }

    /** A method whose answer comes later. */
    interface Later {
        Future<JsonNode> call(Args args);
    }

    /** A method whose answer comes later unless its caller goes away first. */
    interface Waiting {
        /**
         * Begins the call.
         *
         * @param cancelled succeeds when nobody waits any more
         */
        Future<JsonNode> call(Args args, Future<Void> cancelled);
    }

    Methods(Registrar registrar) {
        this.registrar = registrar;
    }

    /** A method of the node with a fixed number of parameters, as go-jsonrpc demands. */
    Methods read(String name, int params, Blocking method) {
        return read(name, params, params, method);
    }

    Methods read(String name, int least, int most, Blocking method) {
        return node(name, Permission.READ, least, most, method);
    }

    Methods write(String name, int params, Blocking method) {
        return node(name, Permission.WRITE, params, params, method);
    }

    /** A method that only a holder of that permission may call. */
    Methods guarded(String name, Permission permission, int params, Blocking method) {
        return node(name, permission, params, params, method);
    }

    private Methods node(String name, Permission permission, int least, int most, Blocking method) {
        return later(NODE + name, permission, least, most, args -> Future.succeededFuture(method.call(args)));
    }

    Methods admin(String name, int least, int most, Blocking method) {
        return later(ADMIN + name, Permission.ADMIN, least, most, args -> Future.succeededFuture(method.call(args)));
    }

    /** A method that begins on the caller's thread and ends by itself. */
    Methods later(String name, Permission permission, int least, int most, Later method) {
        registrar.add(name, permission, least, most, (args, cancelled) -> refusing(() -> method.call(args)));
        return this;
    }

    /** A method that begins on the caller's thread and waits until it ends or is cancelled. */
    Methods waiting(String name, Permission permission, int params, Waiting method) {
        registrar.add(name, permission, params, params,
                (args, cancelled) -> refusing(() -> method.call(args, cancelled)));
        return this;
    }

    private static Future<JsonNode> refusing(Supplier<Future<JsonNode>> call) {
        try {
            return call.get();
        } catch (PoolRefusal | CodecException | ChainException | ProofVerifier.Unavailable
                | BlockRandomness.FutureEpochException e) {
            throw RpcException.of(String.valueOf(e.getMessage()));
        }
    }
}
