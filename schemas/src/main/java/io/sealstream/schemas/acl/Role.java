package io.sealstream.schemas.acl;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Who connects to the brokers of a cluster. Each role has users of its own, so that a stolen credential claims no more than its role may. */
public enum Role {
    /** Decides; its process holds the chain edge, too. */
    MANAGER("stream-manager"),
    /** Computes. */
    NODE("sealer-node"),
    /** Signs. */
    SIGNER("wallet-signer"),
    /** Keeps the schemas in {@code _schemas}. */
    REGISTRY("schema-registry"),
    /** Looks at everything and makes topics; claims nothing. */
    OPERATOR("operator");

    private final String usualUser;

    Role(String usualUser) {
        this.usualUser = usualUser;
    }

    /** Name of its user where the site has chosen no other: the name of the process. */
    public String usualUser() {
        return usualUser;
    }

    /** As it is written on a command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The role of that word, if there is one. */
    public static Optional<Role> of(String word) {
        return Arrays.stream(values()).filter(role -> role.word().equals(word)).findFirst();
    }
}
