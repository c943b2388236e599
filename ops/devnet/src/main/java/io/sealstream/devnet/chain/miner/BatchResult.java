package io.sealstream.devnet.chain.miner;

import io.sealstream.devnet.chain.rules.Abort;
import io.sealstream.filecoin.ExitCode;
import io.sealstream.filecoin.actors.BatchReturn;
import io.sealstream.filecoin.actors.FailCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Which members of a batch failed so far, and with what code ({@code BatchReturnGen} and {@code util::stack} of the actors). */
final class BatchResult {
    private final List<@Nullable ExitCode> codes;
    private final boolean allOrNothing;

    /** @param allOrNothing the first member that fails refuses the whole message */
    BatchResult(int size, boolean allOrNothing) {
        this.allOrNothing = allOrNothing;
        codes = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            codes.add(null);
        }
    }

    /** A member failed a rule: it gets code 16 whatever the rule's own code is, which counts only for the whole message. */
    void fail(int index, Abort why) {
        if (allOrNothing) {
            throw Abort.of(why.code(), "member " + index + " failed while requiring activation success: " + why.why());
        }
        codes.set(index, ExitCode.USR_ILLEGAL_ARGUMENT);
    }

    /** Another actor refused a member with a code. */
    void fail(int index, ExitCode code) {
        codes.set(index, code);
    }

    boolean isGood(int index) {
        return codes.get(index) == null;
    }

    /** Members that have not failed, in order. */
    List<Integer> good() {
        return IntStream.range(0, codes.size()).filter(this::isGood).boxed().toList();
    }

    /** Refuses the whole message if no member is left. */
    void requireSomeLeft(String why) {
        if (good().isEmpty()) {
            throw Abort.illegalArgument(why);
        }
    }

    BatchReturn toReturn() {
        List<FailCode> failed = new ArrayList<>();
        for (int i = 0; i < codes.size(); i++) {
            int index = i;
            Optional.ofNullable(codes.get(i)).ifPresent(code -> failed.add(new FailCode(index, code.code())));
        }
        return new BatchReturn(codes.size() - failed.size(), failed);
    }
}
