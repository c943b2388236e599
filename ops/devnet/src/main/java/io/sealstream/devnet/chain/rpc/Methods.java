package io.sealstream.devnet.chain.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealstream.devnet.chain.blocks.BlockRandomness;
import io.sealstream.devnet.chain.blocks.PoolRefusal;
import io.sealstream.devnet.chain.node.ChainException;
import io.sealstream.devnet.chain.rules.ProofVerifier;
import io.sealstream.filecoin.CodecException;
import io.sealstream.rpc.JsonRpcServer;
import io.sealstream.rpc.Permission;
import io.sealstream.rpc.RpcException;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;

/** Registers methods that run on worker threads. */
final class Methods {
    static final String NODE = "Filecoin.";
    static final String ADMIN = "Devchain.";

    private final JsonRpcServer server;
    private final WorkerExecutor workers;

    /** A method that may take its time. */
    interface Blocking {
        JsonNode call(Args args);
    }

    /** A method whose answer comes later. */
    interface Later {
        Future<JsonNode> call(Args args);
    }

    Methods(JsonRpcServer server, WorkerExecutor workers) {
        this.server = server;
        this.workers = workers;
    }

    Methods read(String name, int least, int most, Blocking method) {
        return add(NODE + name, Permission.READ, least, most, method);
    }

    Methods write(String name, int least, int most, Blocking method) {
        return add(NODE + name, Permission.WRITE, least, most, method);
    }

    Methods admin(String name, int least, int most, Blocking method) {
        return add(ADMIN + name, Permission.ADMIN, least, most, method);
    }

    private Methods add(String name, Permission permission, int least, int most, Blocking method) {
        server.method(name, permission, least, most,
                (params, context) -> workers.executeBlocking(() -> guarded(method, new Args(params)), false));
        return this;
    }

    /** A method that begins on a worker thread and ends by itself. */
    Methods later(String name, Permission permission, int least, int most, Later method) {
        server.method(name, permission, least, most,
                (params, context) -> workers.executeBlocking(() -> guardedLater(method, new Args(params)), false)
                        .compose(answer -> answer));
        return this;
    }

    private static JsonNode guarded(Blocking method, Args args) {
        try {
            return method.call(args);
        } catch (PoolRefusal | CodecException | ChainException | ProofVerifier.Unavailable
                | BlockRandomness.FutureEpochException e) {
            throw RpcException.of(String.valueOf(e.getMessage()));
        }
    }

    private static Future<JsonNode> guardedLater(Later method, Args args) {
        try {
            return method.call(args);
        } catch (PoolRefusal | CodecException | ChainException | ProofVerifier.Unavailable e) {
            throw RpcException.of(String.valueOf(e.getMessage()));
        }
    }
}
