package io.sealstream.devnet.chain.rpc;

import io.sealstream.devnet.chain.blocks.GenesisSettings;
import io.sealstream.devnet.chain.node.ChainException;
import io.sealstream.devnet.chain.node.NodeWallet;
import io.sealstream.devnet.chain.node.PrivateFiles;
import io.sealstream.rpc.Authorizer;
import io.sealstream.rpc.Jwt;
import io.sealstream.rpc.Permission;
import io.sealstream.rpc.TokenClaims;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who may call and with which keys the node signs.
 *
 * @param tokens     issues and checks tokens of the node
 * @param authorizer what the bearer of a token may do
 * @param wallet     the node's own keys
 */
public record ChainAccess(Jwt tokens, Authorizer authorizer, NodeWallet wallet) {
    private static final String SECRET = "jwt.secret";
    private static final String TOKEN = "token";
    private static final int SECRET_BYTES = 32;

    /** Everybody may do everything, keys and tokens are of this process alone. */
    public static ChainAccess open(GenesisSettings settings) {
        return new ChainAccess(new Jwt(random()), Authorizer.open(), NodeWallet.inMemory(settings));
    }

    /**
     * The access to a home. Its secret is {@code DIR/jwt.secret} (hexadecimal), made at the first start; {@code DIR/token} holds a token
     * with all permissions, as in the repository of a lotus node.
     *
     * @param demandTokens callers without a token may only read and those with a bad one nothing, as on lotus; else everybody may do
     *                     everything
     */
    public static ChainAccess of(Path home, GenesisSettings settings, boolean demandTokens) {
        Jwt tokens = new Jwt(secret(home.resolve(SECRET)));
        PrivateFiles.write(home.resolve(TOKEN), tokens.issue(TokenClaims.all()));
        Authorizer authorizer = demandTokens ? tokens.authorizer(Set.of(Permission.READ)) : Authorizer.open();
        return new ChainAccess(tokens, authorizer, NodeWallet.open(home, settings));
    }

    private static byte[] secret(Path file) {
        String text = PrivateFiles.ensure(file, () -> HexFormat.of().formatHex(random()));
        try {
            byte[] secret = HexFormat.of().parseHex(text);
            if (secret.length >= SECRET_BYTES) {
                return secret;
            }
        } catch (IllegalArgumentException e) {
            throw unreadable(file, e);
        }
        throw unreadable(file, null);
    }

    private static ChainException unreadable(Path file, @Nullable Throwable cause) {
        return new ChainException(file + " does not hold " + SECRET_BYTES
                + " bytes or more in hexadecimal; remove it to have a new one made, which ends all tokens", cause);
    }

    private static byte[] random() {
        byte[] bytes = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }
}
