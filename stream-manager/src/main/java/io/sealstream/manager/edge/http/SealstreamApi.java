package io.sealstream.manager.edge.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealstream.filecoin.Address;
import io.sealstream.manager.query.ManagerQueries;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** All methods of the namespace {@code Sealstream}, by name without the namespace. */
public final class SealstreamApi implements AutoCloseable {
    /** Begins the name of a read that is answered from the stores of the asked process alone. */
    public static final String LOCAL = "Local";

    /**
     * What the process says about itself.
     *
     * @param health     what {@code Health} answers
     * @param info       what {@code Info} answers
     * @param chainNodes what {@code ChainNodes} answers: each node with its standing
     */
    public record About(Supplier<JsonNode> health, JsonNode info, Supplier<JsonNode> chainNodes) {}

    private final Map<String, EdgeMethod> methods = new TreeMap<>();
    private final MessageMethods messages;

    /**
     * @param gateway where commands go
     * @param queries what the whole cluster holds
     * @param local   what this process holds; served to the other managers as {@code Local…}
     * @param keyOf   key address of an account; throws {@link RpcFault} where the chain does not know it
     * @param about   about the process itself
     */
    public SealstreamApi(CommandGateway gateway, ManagerQueries queries, ManagerQueries local,
            UnaryOperator<Address> keyOf, About about) {
        ObjectMapper json = new ObjectMapper();
        this.messages = new MessageMethods(gateway, queries, keyOf::apply, json);
        methods.putAll(new CommandMethods(gateway).all());
        methods.putAll(messages.all());
        methods.putAll(new ReadMethods(queries, json).all());
        new ReadMethods(local, json).all().forEach((name, method) -> methods.put(LOCAL + name, method));
        methods.put("Info", params -> about.info());
        methods.put("Health", params -> about.health().get());
        methods.put("ChainNodes", params -> about.chainNodes().get());
    }

    Map<String, EdgeMethod> methods() {
        return methods;
    }

    /** Ends calls that wait. */
    @Override
    public void close() {
        messages.close();
    }
}
