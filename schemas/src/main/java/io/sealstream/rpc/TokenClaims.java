package io.sealstream.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** What a token says of its bearer, in one of the two forms of the field (chain.md 0.4). */
public sealed interface TokenClaims {
    /** Whom the token was made for; empty where it does not say. */
    String name();

    /** What the bearer may do. */
    Set<Permission> permissions();

    /** The payload, fields in the order in which the issuers write them. */
    ObjectNode toJson();

    /**
     * Wallets, lotus and single venus nodes: {@code {"Allow": ["read", …]}}. Each word counts for itself alone.
     *
     * @param allow in the order of the token
     */
    record Allow(List<Permission> allow) implements TokenClaims {
        public Allow {
            allow = List.copyOf(allow);
        }

        @Override
        public String name() {
            return "";
        }

        @Override
        public Set<Permission> permissions() {
            return Set.copyOf(allow);
        }

        @Override
        public ObjectNode toJson() {
            ObjectNode json = JsonNodeFactory.instance.objectNode();
            ArrayNode words = json.putArray("Allow");
            allow.forEach(each -> words.add(each.word()));
            return json;
        }
    }

    /**
     * The sophon-auth family: {@code {"name": account, "perm": word, "ext": text}}. The permission grants all below it.
     *
     * @param name       account
     * @param permission the highest
     * @param ext        free text of the issuer
     */
    record Account(String name, Permission permission, String ext) implements TokenClaims {
        @Override
        public Set<Permission> permissions() {
            return Set.copyOf(EnumSet.range(Permission.READ, permission));
        }

        @Override
        public ObjectNode toJson() {
            return JsonNodeFactory.instance.objectNode().put("name", name).put("perm", permission.word()).put("ext", ext);
        }
    }

    /** All four permissions in the order in which wallets write them. */
    static Allow all() {
        return new Allow(List.of(Permission.values()));
    }

    /**
     * Reads a payload of either form; other fields are passed over.
     *
     * @throws RpcException where it has neither form, or names a permission that nobody knows
     */
    static TokenClaims of(JsonNode payload) {
        if (payload.path("Allow").isArray()) {
            return new Allow(
                    StreamSupport.stream(payload.path("Allow").spliterator(), false).map(TokenClaims::permission).toList());
        }
        if (payload.path("perm").isTextual()) {
            return new Account(payload.path("name").asText(), permission(payload.path("perm")), payload.path("ext").asText());
        }
        throw refused("its payload has neither \"Allow\" nor \"perm\"");
    }

    private static Permission permission(JsonNode word) {
        return Arrays.stream(Permission.values()).filter(each -> each.word().equals(word.textValue())).findFirst()
                .orElseThrow(() -> refused("it names the permission " + word + ", which is none of " + words()));
    }

    private static String words() {
        return Arrays.stream(Permission.values()).map(Permission::word).collect(Collectors.joining(", "));
    }

    private static RpcException refused(String why) {
        return new RpcException(RpcException.UNAUTHORIZED, "the token is not good: " + why);
    }
}
