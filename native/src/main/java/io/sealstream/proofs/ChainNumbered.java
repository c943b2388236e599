package io.sealstream.proofs;

import java.util.Arrays;
import java.util.Optional;

/** A proof type that the chain knows by a number. */
interface ChainNumbered {
    /** The number on chain. */
    int chainNumber();

    /** The type with this number, or empty for any other. */
    static <T extends ChainNumbered> Optional<T> find(T[] types, long number) {
        return Arrays.stream(types).filter(type -> type.chainNumber() == number).findFirst();
    }
}
