package io.sealstream.signer.edge.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.Signature;
import io.sealstream.filecoin.json.FilecoinJson;
import io.sealstream.rpc.Bearer;
import io.sealstream.rpc.CallContext;
import io.sealstream.rpc.Permission;
import io.sealstream.rpc.RpcException;
import io.sealstream.signer.domain.Caller;
import io.sealstream.signer.signing.Answer;
import io.sealstream.signer.signing.Ask;
import io.sealstream.signer.signing.SigningDesk;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Optional;
import java.util.UUID;

/** {@code WalletSign}: over the same way as every other request, with the name in the token as the caller. */
final class SignMethods {
    /** Callers whose token has no name. */
    static final String UNNAMED = "unnamed";

    private final SigningDesk desk;

    SignMethods(SigningDesk desk) {
        this.desk = desk;
    }

    void register(MethodRegistry methods) {
        methods.later("WalletSign", Permission.SIGN, 3, this::sign);
    }

    private Future<? extends JsonNode> sign(Params params, CallContext context) {
        JsonNode meta = params.json(2);
        if (!meta.path("Type").isTextual()) {
            throw params.refuse(2, "it must be {\"Type\": text, \"Extra\": base64 or null}");
        }
        Caller caller = caller(context.bearer());
        Ask ask = new Ask(caller.text() + "/" + UUID.randomUUID(), caller, params.address(0).toString(),
                meta.path("Type").textValue(),
                params.bytes(1), params.read(2, meta.path("Extra"), Shapes.BYTES), Optional.empty());
        return Future.fromCompletionStage(desk.sign(ask), Vertx.currentContext()).map(SignMethods::json);
    }

    private static Caller caller(Bearer bearer) {
        return new Caller(Caller.Way.RPC, bearer.name().isEmpty() ? UNNAMED : bearer.name());
    }

    private static JsonNode json(Answer answer) {
        return switch (answer) {
            case Answer.Signed signed -> FilecoinJson.write(Signature.SHAPE, signed.signature());
            case Answer.Refused refused -> throw RpcException.of(refused.reason());
        };
    }
}
