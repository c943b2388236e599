package io.sealstream.devnet.chain.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import io.sealstream.devnet.chain.rpc.faults.Connections;
import io.sealstream.devnet.chain.rpc.faults.FaultJson;
import io.sealstream.devnet.chain.rpc.faults.FaultRule;
import io.sealstream.devnet.chain.rpc.faults.Faults;
import io.sealstream.rpc.RpcException;
import java.util.List;

/** {@code Devchain.*Faults} and {@code Devchain.DropSockets}: lets calls of this server go wrong. */
final class FaultMethods {
    private final Faults faults;
    private final Connections connections;

    FaultMethods(Faults faults, Connections connections) {
        this.faults = faults;
        this.connections = connections;
    }

    void register(Methods methods) {
        methods.admin("Faults", 0, 0, args -> list())
                .admin("SetFaults", 1, 1, args -> set(FaultJson.read(args.json(0))))
                .admin("ClearFaults", 0, 0, args -> set(List.of()))
                .admin("DropSockets", 0, 0, args -> IntNode.valueOf(connections.cutWebSockets()));
    }

    private JsonNode list() {
        return FaultJson.write(faults.list());
    }

    private JsonNode set(List<FaultRule> rules) {
        if (rules.size() > Faults.MAX_RULES) {
            throw RpcException.invalidParams("at most " + Faults.MAX_RULES + " rules, not " + rules.size());
        }
        faults.set(rules);
        return list();
    }
}
