package io.sealstream.devnet.chain.rpc;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealstream.devnet.chain.state.Actor;
import io.sealstream.devnet.chain.state.ActorNames;
import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.json.FilecoinJson;
import java.nio.charset.StandardCharsets;

/** Code CIDs of the actors. There is no WASM behind them: each is the CID of a text. */
final class ActorCodes {
    private static final String ACTORS_VERSION = "18";

    private ActorCodes() {}

    static Cid of(Actor actor) {
        return code(ActorNames.of(actor));
    }

    private static Cid code(String name) {
        return Cid.ofRaw(("fil/" + ACTORS_VERSION + "/" + name).getBytes(StandardCharsets.UTF_8));
    }

    /** All of them: the answer of {@code StateActorCodeCIDs}. */
    static ObjectNode json() {
        ObjectNode codes = JsonNodeFactory.instance.objectNode();
        ActorNames.all().forEach(name -> codes.set(name, FilecoinJson.cid(code(name))));
        return codes;
    }
}
