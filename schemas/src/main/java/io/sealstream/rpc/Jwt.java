package io.sealstream.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * JSON web tokens under one secret, HS256: {@code base64url(header) . base64url(payload) . base64url(HMAC-SHA-256)}. They do not expire; to
 * take one back, change the secret (gbrlsnchs/jwt as lotus and venus use it: lotus {@code node/impl/common}, {@code AuthNew}).
 * Thread-safe. The secret is never shown.
 */
public final class Jwt {
    private static final String ALGORITHM = "HmacSHA256";
    private static final String HEADER = "{\"alg\":\"HS256\",\"typ\":\"JWT\"}";
    private static final int MAX_TEXT = 8192;
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
    private static final Base64.Decoder DECODER = Base64.getUrlDecoder();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final SecretKeySpec secret;

    /**
     * Tokens under a secret.
     *
     * @throws IllegalArgumentException for an empty secret, under which everybody could sign
     */
    public Jwt(byte[] secret) {
        if (secret.length == 0) {
            throw new IllegalArgumentException("the secret of tokens is empty: give it 32 random bytes");
        }
        this.secret = new SecretKeySpec(secret, ALGORITHM);
    }

    /** A token that says so. */
    public String issue(TokenClaims claims) {
        String signed = ENCODER.encodeToString(HEADER.getBytes(StandardCharsets.US_ASCII)) + "."
                + ENCODER.encodeToString(GoJson.bytes(claims.toJson()));
        return signed + "." + signature(signed);
    }

    /**
     * What a good token says.
     *
     * @throws RpcException {@link RpcException#UNAUTHORIZED} with the reason where the token is not good
     */
    public TokenClaims verify(String token) {
        if (token.length() > MAX_TEXT) {
            throw refused("it has " + token.length() + " characters, at most " + MAX_TEXT);
        }
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3) {
            throw refused("it has " + parts.length + " parts between dots instead of 3");
        }
        if (!"HS256".equals(json(parts[0], "header").path("alg").textValue())) {
            throw refused("its header does not say \"alg\": \"HS256\"");
        }
        byte[] wanted = signature(parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII);
        if (!MessageDigest.isEqual(wanted, parts[2].getBytes(StandardCharsets.UTF_8))) {
            throw refused("its signature was not made with this server's secret");
        }
        return TokenClaims.of(json(parts[1], "payload"));
    }

    /**
     * Lets the bearers of such tokens in.
     *
     * @param anonymous what a caller without a token may do
     */
    public Authorizer authorizer(Set<Permission> anonymous) {
        Bearer nobody = new Bearer("", anonymous);
        return new Authorizer() {
            @Override
            public Set<Permission> permissions(Optional<String> token) {
                return bearer(token).permissions();
            }

            @Override
            public Bearer bearer(Optional<String> token) {
                return token.map(text -> verify(text)).map(claims -> new Bearer(claims.name(), claims.permissions()))
                        .orElse(nobody);
            }
        };
    }

    private String signature(String signed) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            return ENCODER.encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA-256", e);
        }
    }

    private static JsonNode json(String part, String name) {
        try {
            JsonNode json = JSON.readTree(DECODER.decode(part));
            if (json != null && json.isObject()) {
                return json;
            }
        } catch (IOException | IllegalArgumentException e) {
            throw refused("its " + name + " is not JSON in base64url");
        }
        throw refused("its " + name + " is no JSON object");
    }

    private static RpcException refused(String why) {
        return new RpcException(RpcException.UNAUTHORIZED, "the token is not good: " + why);
    }

    @Override
    public String toString() {
        return "Jwt(***)";
    }
}
