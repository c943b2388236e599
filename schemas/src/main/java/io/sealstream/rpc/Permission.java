package io.sealstream.rpc;

import java.util.Locale;

/** What a caller may do, as Filecoin nodes name it. */
public enum Permission {
    READ, WRITE, SIGN, ADMIN;

    /** The lower-case word of the wire. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
