package io.sealstream.preflight.checks;

import io.sealstream.filecoin.SealProofType;
import io.sealstream.node.stores.SpaceNeed;
import io.sealstream.node.stores.StoreSpec;
import io.sealstream.preflight.facts.StoreFacts;
import io.sealstream.preflight.plan.Sealing;
import io.sealstream.preflight.report.Line;
import java.util.ArrayList;
import java.util.List;

/** Lines about the stores of a node: marks, free space, speed. */
final class StoreChecks {
    /**
     * PC1 of 32 GiB writes 352 GiB in three to four hours, and PC2 reads them in a quarter of an hour or two: what a scratch store
     * should do for one sector.
     */
    private static final double SCRATCH_WRITE = 200.0 * Sizes.MIB;
    private static final double SCRATCH_READ = 400.0 * Sizes.MIB;
    /** A long-term store takes a sector of 32 GiB in ten minutes and is read in small pieces. */
    private static final double LONG_TERM = 50.0 * Sizes.MIB;

    private StoreChecks() {}

    static List<Line> lines(StoreSpec store, StoreFacts facts, Sealing sealing) {
        String subject = store.kind() == StoreSpec.Kind.SCRATCH ? "scratch " + store.name() : "store " + store.name();
        if (!facts.trouble().isEmpty()) {
            return List.of(Line.fix(subject, facts.trouble(),
                    "mount the disk, or correct its path; a new store is made with 'sealer-node"
                            + " store init " + store.path() + " --name " + store.name() + "'"));
        }
        List<Line> lines = new ArrayList<>();
        lines.add(space(subject, store, facts, SealProofType.of(sealing.largest(), SealProofType.Generation.V1_1)));
        lines.add(speed(subject, store, facts));
        return lines;
    }

    private static Line space(String subject, StoreSpec store, StoreFacts facts, SealProofType type) {
        boolean scratch = store.kind() == StoreSpec.Kind.SCRATCH;
        long need = scratch
                ? SpaceNeed.staged(type) + SpaceNeed.preCommit1(type) + SpaceNeed.preCommit2(type) + SpaceNeed.commit1(type)
                : SpaceNeed.persisted(type);
        String found = Sizes.text(facts.free()) + " of " + Sizes.text(facts.total()) + " free in " + store.path();
        if (facts.total() < need) {
            return Line.fix(subject, found + ", and one sector of " + type.sectorSize() + " needs " + Sizes.text(need),
                    "give the store a larger disk, or name a folder on one");
        }
        if (facts.free() >= need) {
            return Line.pass(subject, found);
        }
        return scratch
                ? Line.warn(subject, found + ", and a new sector of " + type.sectorSize() + " needs " + Sizes.text(need),
                        "it is enough when the sector in it is finalized; else see 'sealer-node store check'")
                : Line.fix(subject, found + ": not enough for one more sector of " + type.sectorSize(),
                        "add a store, and name it in the miners' policy");
    }

    private static Line speed(String subject, StoreSpec store, StoreFacts facts) {
        boolean scratch = store.kind() == StoreSpec.Kind.SCRATCH;
        if (facts.writeRate() == 0) {
            return Line.warn(subject + " speed", "not measured: too little room to write in", "make room, and run this again");
        }
        String found = "writes " + Sizes.rate(facts.writeRate()) + ", reads " + Sizes.rate(facts.readRate())
                + (facts.direct() ? "" : " (out of the cache: this file system cannot be read past it)");
        boolean slow = facts.writeRate() < (scratch ? SCRATCH_WRITE : LONG_TERM)
                || facts.readRate() < (scratch ? SCRATCH_READ : LONG_TERM);
        return slow
                ? Line.warn(subject + " speed", found, scratch
                        ? "sealing waits for this disk: use NVMe that sustains " + Sizes.rate(SCRATCH_WRITE) + " and reads "
                                + Sizes.rate(SCRATCH_READ) + " for each sector at a time"
                        : "copies and vanilla proofs wait for this disk: it should do " + Sizes.rate(LONG_TERM)
                                + "; make one full WindowPoSt before the first deadline")
                : Line.pass(subject + " speed", found);
    }
}
