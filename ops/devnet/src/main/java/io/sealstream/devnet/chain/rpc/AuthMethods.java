package io.sealstream.devnet.chain.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.json.FilecoinJson;
import io.sealstream.rpc.Jwt;
import io.sealstream.rpc.Permission;
import io.sealstream.rpc.RpcException;
import io.sealstream.rpc.TokenClaims;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** {@code Filecoin.Auth*}: tokens of the node (chain.md 0.4; lotus {@code node/impl/common/common.go}). */
final class AuthMethods {
    private final Jwt tokens;

    AuthMethods(Jwt tokens) {
        this.tokens = tokens;
    }

    void register(Methods methods) {
        methods.read("AuthVerify", 1, this::verify).guarded("AuthNew", Permission.ADMIN, 1, this::issue);
    }

    /** The permissions of a token. */
    private JsonNode verify(Args args) {
        ArrayNode words = JsonNodeFactory.instance.arrayNode();
        try {
            tokens.verify(args.text(0, "")).permissions().stream().sorted().forEach(each -> words.add(each.word()));
        } catch (RpcException e) {
            throw RpcException.of("JWT Verification failed: " + e.getMessage());
        }
        return words;
    }

    /** The text of a new token; its bytes go over the wire, as on lotus. */
    private JsonNode issue(Args args) {
        List<Permission> wanted = new ArrayList<>();
        if (!args.json(0).isArray()) {
            throw args.refuse(0, "expected a list of permissions such as [\"read\",\"write\"]");
        }
        args.json(0).forEach(word -> wanted.add(permission(args, word)));
        String token = tokens.issue(new TokenClaims.Allow(wanted));
        return FilecoinJson.write(Shapes.BYTES, Bytes.of(token.getBytes(StandardCharsets.US_ASCII)));
    }

    private static Permission permission(Args args, JsonNode word) {
        return Arrays.stream(Permission.values()).filter(each -> each.word().equals(word.textValue())).findFirst()
                .orElseThrow(() -> args.refuse(0, word + " is not a permission; write read, write, sign or admin"));
    }
}
