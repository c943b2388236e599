package io.sealstream.preflight.checks;

import io.sealstream.filecoin.SectorSize;
import io.sealstream.node.tasks.Pool;
import io.sealstream.preflight.plan.Plan;
import io.sealstream.preflight.plan.Sealing;
import java.util.List;

/**
 * Memory that processes need when all their pools are busy.
 *
 * @param least below it work fails or crawls, bytes
 * @param most  peak, which may lie in swap, bytes
 */
record MemoryNeed(long least, long most) {
    /** Heaps of the launchers, RocksDB, and the system. */
    private static final MemoryNeed PROCESS = new MemoryNeed(Sizes.GIB, Sizes.GIB);

    /** Of all processes together. */
    static MemoryNeed of(List<Plan> plans) {
        MemoryNeed sum = new MemoryNeed(0, 0);
        for (Plan plan : plans) {
            sum = sum.plus(PROCESS, 1);
            if (plan.sealing().isPresent()) {
                sum = sum.plus(sealing(plan.sealing().get()), 1);
            }
        }
        return sum;
    }

    private static MemoryNeed sealing(Sealing sealing) {
        MemoryNeed sum = new MemoryNeed(0, 0);
        for (Pool pool : Pool.values()) {
            boolean idle = !sealing.seals() && pool != Pool.POST;
            sum = sum.plus(task(pool, sealing.largest()), idle ? 0 : sealing.pools().getOrDefault(pool, 1));
        }
        return sum;
    }

    private MemoryNeed plus(MemoryNeed other, int times) {
        return new MemoryNeed(least + times * other.least, most + times * other.most);
    }

    /**
     * One task: MinMemory and MaxMemory of lotus ({@code storage/sealer/storiface/resources.go}, {@code ResourceTable}), for C2 and
     * PoSt with BaseMinMemory, the parameters, since each engine process has its own. The small sizes are of no concern there; ours
     * take 1 GiB of parameters.
     */
    private static MemoryNeed task(Pool pool, SectorSize size) {
        return switch (size) {
            case GIB_64 -> switch (pool) {
                case PC1 -> gib(112, 128);
                case PC2 -> gib(30, 30);
                case C2 -> gib(60 + 64, 190 + 64);
                case POST -> gib(60 + 64, 120 + 64);
                case COPY -> gib(0, 0);
            };
            case GIB_32 -> switch (pool) {
                case PC1 -> gib(56, 64);
                case PC2 -> gib(15, 15);
                case C2 -> gib(30 + 32, 150 + 32);
                case POST -> gib(30 + 32, 96 + 32);
                case COPY -> gib(0, 0);
            };
            case MIB_512 -> switch (pool) {
                case PC1, PC2 -> gib(1, 2);
                case C2, POST -> gib(1 + 10, 2 + 10);
                case COPY -> gib(0, 0);
            };
            case MIB_8, KIB_2 -> switch (pool) {
                case C2 -> gib(2, 4);
                case PC1, PC2, POST, COPY -> gib(0, 0);
            };
        };
    }

    private static MemoryNeed gib(long least, long most) {
        return new MemoryNeed(least * Sizes.GIB, most * Sizes.GIB);
    }
}
