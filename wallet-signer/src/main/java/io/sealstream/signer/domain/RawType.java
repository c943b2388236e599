package io.sealstream.signer.domain;

import java.util.Optional;

/** Types of bytes whose meaning a signer cannot check (venus {@code types.MsgType}; chain.md 1.6). */
public enum RawType {
    /** Anything: a lotus block producer's VRF inputs among it. */
    UNKNOWN("unknown"),
    /** Votes of fast finality. */
    F3("f3");

    private final String label;

    RawType(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    public static Optional<RawType> of(String label) {
        for (RawType type : values()) {
            if (type.label.equals(label)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
