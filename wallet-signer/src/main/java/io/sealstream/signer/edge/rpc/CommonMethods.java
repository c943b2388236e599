package io.sealstream.signer.edge.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Shapes;
import io.sealstream.rpc.Permission;
import io.vertx.core.Future;
import java.util.List;

/** Version, logs, gateways. */
final class CommonMethods {
    /** 1.1.0, the API of venus-wallet that this is (its {@code version/version.go}). */
    static final int API_VERSION = 0x010100;
    private static final int MAX_ACCOUNT = 64;

    private final String version;
    private final LogControl logs;
    private final GatewayControl gateways;

    CommonMethods(String version, LogControl logs, GatewayControl gateways) {
        this.version = version;
        this.logs = logs;
        this.gateways = gateways;
    }

    void register(MethodRegistry methods) {
        methods.open("Version",
                params -> JsonNodeFactory.instance.objectNode().put("Version", version).put("APIVersion", API_VERSION))
                .quick("LogList", Permission.READ, 0, params -> names())
                .quick("LogSetLevel", Permission.WRITE, 2, this::setLevel)
                .later("AddSupportAccount", Permission.ADMIN, 1, (params, context) -> support(params))
                .later("AddNewAddress", Permission.ADMIN, 1, (params, context) -> announce(params));
    }

    private JsonNode names() {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        logs.names().forEach(list::add);
        return list;
    }

    private JsonNode setLevel(Params params) {
        try {
            logs.setLevel(params.text(0), params.text(1));
        } catch (IllegalArgumentException e) {
            throw params.refuse(1, String.valueOf(e.getMessage()));
        }
        return MethodRegistry.nothing();
    }

    private Future<JsonNode> support(Params params) {
        String account = params.text(0);
        if (account.isBlank() || account.length() > MAX_ACCOUNT) {
            throw params.refuse(0, "the name of an account has 1 to " + MAX_ACCOUNT + " characters");
        }
        return gateways.support(account).map(done -> MethodRegistry.nothing());
    }

    private Future<JsonNode> announce(Params params) {
        List<Address> addresses = params.read(0, Shapes.list(Shapes.ADDRESS));
        return gateways.announce(addresses).map(done -> MethodRegistry.nothing());
    }
}
