package io.sealstream.manager.edge.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.SectorId;
import io.sealstream.manager.query.ManagerQueries;
import io.sealstream.manager.query.MessageFilter;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Methods that read stores, for people. Each answer is a view of the package {@code query}, field by field. */
final class ReadMethods {
    private final ManagerQueries queries;
    private final ObjectMapper json;

    ReadMethods(ManagerQueries queries, ObjectMapper json) {
        this.queries = queries;
        this.json = json;
    }

    Map<String, EdgeMethod> all() {
        Map<String, EdgeMethod> methods = new HashMap<>();
        methods.put("Head", params -> queries.head().<JsonNode>map(json::valueToTree).orElse(NullNode.getInstance()));
        methods.put("Miners", params -> json.valueToTree(queries.miners()));
        methods.put("Miner", params -> ofMiner(params, queries::miner));
        methods.put("Sectors", params -> json.valueToTree(queries.sectors(params.miner(0, "miner"))));
        methods.put("SectorSummary", params -> ofMiner(params, queries::sectorSummary));
        methods.put("Sector", this::sector);
        methods.put("Proving", params -> json.valueToTree(queries.proving(params.miner(0, "miner"))));
        methods.put("ProvingSummary", params -> ofMiner(params, queries::provingSummary));
        methods.put("Messages", params -> json.valueToTree(queries.messages(filter(params))));
        methods.put("Message", this::message);
        methods.put("Lanes", params -> json.valueToTree(queries.lanes()));
        methods.put("Nodes", params -> json.valueToTree(queries.nodes()));
        return methods;
    }

    private JsonNode ofMiner(Params params, Function<ActorId, ? extends Optional<?>> read) {
        ActorId miner = params.miner(0, "miner");
        return read.apply(miner).<JsonNode>map(json::valueToTree).orElseThrow(() -> new RpcFault(RpcFault.NOT_FOUND,
                "miner " + miner + " is not known; set its policy with `stream-manager policy apply FILE`"));
    }

    private JsonNode sector(Params params) {
        SectorId sector = new SectorId(params.miner(0, "miner"), params.number(1, "sector", 0));
        return queries.sector(sector).<JsonNode>map(json::valueToTree).orElseThrow(() -> new RpcFault(RpcFault.NOT_FOUND,
                "sector " + sector + " is not known; list the sectors with `stream-manager sector list " + sector.miner() + "`"));
    }

    private JsonNode message(Params params) {
        String intent = params.name(0, "intent");
        return queries.message(intent).<JsonNode>map(json::valueToTree).orElseThrow(() -> new RpcFault(RpcFault.NOT_FOUND,
                "no message intent " + intent + " is known; list them with `stream-manager message list`"));
    }

    /** {@code Messages({"sender", "miner", "openOnly"})}; without a filter all. */
    private static MessageFilter filter(Params params) {
        JsonNode filter = params.has(0) ? params.json(0, "filter") : MissingNode.getInstance();
        if (!filter.isMissingNode() && !filter.isObject()) {
            throw new RpcFault(RpcFault.BAD_PARAMS,
                    "parameter 1 (filter) is not an object; give {\"sender\", \"miner\", \"openOnly\"}");
        }
        return new MessageFilter(address(filter.path("sender")), address(filter.path("miner")),
                filter.path("openOnly").asBoolean());
    }

    private static @Nullable String address(JsonNode value) {
        if (!value.isTextual()) {
            return null;
        }
        try {
            return Address.parse(value.textValue()).toString();
        } catch (IllegalArgumentException e) {
            throw new RpcFault(RpcFault.BAD_PARAMS, "parameter 1 (filter): " + e.getMessage());
        }
    }
}
