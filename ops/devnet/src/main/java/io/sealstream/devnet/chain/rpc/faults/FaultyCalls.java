package io.sealstream.devnet.chain.rpc.faults;

import io.sealstream.rpc.CallContext;
import io.sealstream.rpc.RpcException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Stands in front of a server's methods and lets those calls go wrong that {@link Faults} names. */
public final class FaultyCalls {
    private final Vertx vertx;
    private final Faults faults;
    private final Connections connections;

    public FaultyCalls(Vertx vertx, Faults faults, Connections connections) {
        this.vertx = vertx;
        this.faults = faults;
        this.connections = connections;
    }

    /** Carries out a call, or not, as the rules say. */
    public <T> Future<T> call(CallContext context, Supplier<Future<T>> method) {
        Optional<FaultRule> rule = faults.strike(context.method());
        if (rule.isEmpty()) {
            return method.get();
        }
        FaultRule.Effect effect = rule.get().effect();
        return rule.get().after()
                ? method.get()
                        .transform(done -> strike(effect, context, () -> back(done.succeeded(), done.result(), done.cause())))
                : strike(effect, context, method);
    }

    private static <T> Future<T> back(boolean succeeded, T result, Throwable cause) {
        return succeeded ? Future.succeededFuture(result) : Future.failedFuture(cause);
    }

    private <T> Future<T> strike(FaultRule.Effect effect, CallContext context, Supplier<Future<T>> otherwise) {
        return switch (effect) {
            case FaultRule.Effect.Refusal(int code, String message) -> Future.failedFuture(new RpcException(code, message));
            case FaultRule.Effect.Delay(Duration time) ->
                vertx.timer(Math.max(1, time.toMillis())).compose(over -> otherwise.get());
            case FaultRule.Effect.Drop drop -> {
                connections.cut(context.remote());
                yield silence(context);
            }
            case FaultRule.Effect.Silence silence -> silence(context);
        };
    }

    /** Ends only when the caller has gone. */
    private static <T> Future<T> silence(CallContext context) {
        Promise<T> never = Promise.promise();
        context.cancelled().onComplete(gone -> never.tryFail(RpcException.of("the caller has gone")));
        return never.future();
    }
}
