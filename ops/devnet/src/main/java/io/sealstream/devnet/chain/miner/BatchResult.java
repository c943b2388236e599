package io.sealstream.devnet.chain.miner;

import io.sealstream.filecoin.ExitCode;
import io.sealstream.filecoin.actors.BatchReturn;
import io.sealstream.filecoin.actors.FailCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which members of a batch failed so far, and with what code ({@code BatchReturnGen} and {@code util::stack} of the actors). */
final class BatchResult {
    private final List<@Nullable ExitCode> codes;

    BatchResult(int size) {
        codes = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            codes.add(null);
        }
    }

    void fail(int index, ExitCode code) {
        codes.set(index, code);
    }

    boolean isGood(int index) {
        return codes.get(index) == null;
    }

    /** True if no member is left. */
    boolean allFailed() {
        return codes.stream().noneMatch(code -> code == null);
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
