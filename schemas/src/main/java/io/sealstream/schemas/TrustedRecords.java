package io.sealstream.schemas;

import io.sealstream.schemas.avro.ChainHead;
import org.apache.avro.util.ClassSecurityValidator;
import org.apache.avro.util.ClassSecurityValidator.ClassSecurityPredicate;

/**
 * Lets Avro make instances of our records. Since 1.12.2 it refuses every class that nobody vouched for, also generated ones, when it reads
 * a record or copies one in a builder.
 */
public final class TrustedRecords {
    private static final String PACKAGE = ChainHead.class.getPackageName();

    static {
        ClassSecurityPredicate before = ClassSecurityValidator.getGlobal();
        ClassSecurityValidator.setGlobal(type -> type.getPackageName().equals(PACKAGE) || before.isTrusted(type));
    }

    private TrustedRecords() {}

    /** Adds our package to what is trusted already, once: loading this class does it. {@link Topics} calls it for all who read topics. */
    public static void trust() {
        // nothing is left to do
    }
}
