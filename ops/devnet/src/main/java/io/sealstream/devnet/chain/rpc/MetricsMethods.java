package io.sealstream.devnet.chain.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealstream.devnet.chain.blocks.Chain;
import io.sealstream.devnet.chain.metrics.MethodCost;
import io.sealstream.devnet.chain.metrics.MethodMetrics;
import io.sealstream.filecoin.ExitCode;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.filecoin.actors.MinerMethod;
import io.sealstream.rpc.Permission;
import io.sealstream.rpc.RpcException;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Function;

/** {@code Devchain.Metrics}: gas and fees per method and exit code. */
final class MetricsMethods {
    private final Chain chain;
    private final MethodMetrics metrics;

    MetricsMethods(Chain chain, MethodMetrics metrics) {
        this.chain = chain;
        this.metrics = metrics;
    }

    void register(Methods methods) {
        methods.later(Methods.ADMIN + "Metrics", Permission.READ, 0, 2, args -> Future.succeededFuture(answer(args)));
    }

    /** First and last epoch; by default all there are. */
    private JsonNode answer(Args args) {
        long head = chain.head().height();
        long first = args.json(0).isNull() ? 0 : args.number(0);
        long last = args.json(1).isNull() ? head : args.number(1);
        if (first < 0 || last < first) {
            throw RpcException.invalidParams("the range of epochs " + first + " to " + last + " is empty or begins before 0");
        }
        boolean all = first == 0 && last >= head;
        return json(first, Math.min(last, head), all ? metrics.all() : metrics.between(first, last));
    }

    private static JsonNode json(long first, long last, List<MethodCost> costs) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("from", first).put("to", last)
                .put("messages", costs.stream().mapToLong(MethodCost::count).sum())
                .put("failed", costs.stream().filter(cost -> cost.key().exitCode() != 0).mapToLong(MethodCost::count).sum())
                .put("disputes", costs.stream().filter(MetricsMethods::isDispute).mapToLong(MethodCost::count).sum())
                .put("gas", costs.stream().mapToLong(MethodCost::gasSum).sum())
                .put("burn", sum(costs, MethodCost::burn)).put("tip", sum(costs, MethodCost::tip));
        ArrayNode methods = json.putArray("methods");
        costs.forEach(cost -> describe(methods.addObject(), cost));
        return json;
    }

    private static String sum(List<MethodCost> costs, Function<MethodCost, TokenAmount> part) {
        return costs.stream().map(part).reduce(TokenAmount.ZERO, TokenAmount::plus).toString();
    }

    /** A dispute that the chain has granted. */
    private static boolean isDispute(MethodCost cost) {
        return cost.key().actor().equals("storageminer") && cost.key().exitCode() == 0
                && cost.key().method() == MinerMethod.DISPUTE_WINDOWED_POST.number();
    }

    private static void describe(ObjectNode json, MethodCost cost) {
        json.put("actor", cost.key().actor()).put("method", cost.key().methodName()).put("number", cost.key().method())
                .put("exitCode", cost.key().exitCode()).put("exit", ExitCode.describe(cost.key().exitCode()))
                .put("count", cost.count());
        json.putObject("gas").put("min", cost.gasMin()).put("mean", cost.gasMean()).put("max", cost.gasMax())
                .put("sum", cost.gasSum());
        json.putObject("fee").put("burn", cost.burn().toString()).put("tip", cost.tip().toString());
    }
}
