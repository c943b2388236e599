package io.sealstream.filecoin.actors;

import io.sealstream.filecoin.Shape;
import java.util.Optional;

/** A method of an actor: its number on chain, its Go name and the shape of its parameters. */
public sealed interface ActorMethod permits MinerMethod, PowerMethod {
    /** {@code miner}, {@code power}. */
    String actor();

    /** The Go name, for example {@code PreCommitSectorBatch2}. */
    String methodName();

    long number();

    /** True for numbers that answer exit code 22 at actors version 18. */
    boolean isGone();

    /** Shape of the parameters; empty for methods without parameters and for those we never send. */
    Optional<Shape<?>> params();

    /** {@code miner.PreCommitSectorBatch2}. */
    default String fullName() {
        return actor() + "." + methodName();
    }
}
