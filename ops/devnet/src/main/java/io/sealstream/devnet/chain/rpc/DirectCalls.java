package io.sealstream.devnet.chain.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.sealstream.devnet.chain.node.ChainHost;
import io.sealstream.rpc.RpcException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.HashMap;
import java.util.Map;

/** The methods of a chain node for callers in the same process: same answers and errors as over HTTP, on the caller's thread. */
public final class DirectCalls {
    private final Map<String, Method> methods = new HashMap<>();

    private record Method(int least, int most, Methods.Waiting body) {}

    public DirectCalls(ChainHost node) {
        NodeMethods.register(node, ApiVersion.V1, new Methods(
                (name, permission, least, most, method) -> methods.put(name, new Method(least, most, method))));
    }

    /**
     * Calls a method.
     *
     * @param name   with its namespace, for example {@code Filecoin.ChainHead}
     * @param params positional parameters
     * @throws RpcException as the server would answer; also for a method whose answer is not there at once, such as {@code StateWaitMsg}
     */
    public JsonNode call(String name, ArrayNode params) {
        Method method = methods.get(name);
        if (method == null) {
            throw new RpcException(RpcException.METHOD_NOT_FOUND, "method '" + name + "' not found");
        }
        if (params.size() < method.least() || params.size() > method.most()) {
            throw RpcException.invalidParams(
                    "wrong param count (method '" + name + "'): " + params.size() + " != " + method.most());
        }
        Future<JsonNode> answer = method.body().call(new Args(name, params), Promise.<Void>promise().future());
        if (!answer.succeeded()) {
            throw RpcException.of(name + " has no answer yet");
        }
        return answer.result();
    }
}
