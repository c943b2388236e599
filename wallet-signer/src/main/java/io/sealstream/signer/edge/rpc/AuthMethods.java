package io.sealstream.signer.edge.rpc;

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

/** Tokens of this wallet (chain.md 0.4; venus-wallet {@code common/api_common.go}). */
final class AuthMethods {
    private final Jwt tokens;

    AuthMethods(Jwt tokens) {
        this.tokens = tokens;
    }

    void register(MethodRegistry methods) {
        methods.quick("AuthVerify", Permission.READ, 1, this::verify).quick("AuthNew", Permission.ADMIN, 1, this::issue);
    }

    private JsonNode verify(Params params) {
        ArrayNode words = JsonNodeFactory.instance.arrayNode();
        try {
            tokens.verify(params.text(0)).permissions().stream().sorted().forEach(each -> words.add(each.word()));
        } catch (RpcException e) {
            throw RpcException.of("JWT Verification failed: " + e.getMessage());
        }
        return words;
    }

    /** The token's text travels as bytes, as on venus-wallet. */
    private JsonNode issue(Params params) {
        if (!params.json(0).isArray() || params.json(0).isEmpty()) {
            throw params.refuse(0, "write a list of permissions such as [\"read\",\"write\"]");
        }
        List<Permission> wanted = new ArrayList<>();
        params.json(0).forEach(word -> wanted.add(permission(params, word)));
        String token = tokens.issue(new TokenClaims.Allow(wanted));
        return FilecoinJson.write(Shapes.BYTES, Bytes.of(token.getBytes(StandardCharsets.US_ASCII)));
    }

    private static Permission permission(Params params, JsonNode word) {
        return Arrays.stream(Permission.values()).filter(each -> each.word().equals(word.textValue())).findFirst()
                .orElseThrow(() -> params.refuse(0, "a permission is read, write, sign or admin"));
    }
}
