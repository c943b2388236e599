package io.sealstream.node.stores;

import io.sealstream.filecoin.SectorId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** All stores of a node, each checked for its mark. Immutable; used from many threads. */
public final class Stores {
    private final List<ScratchStore> scratch;
    private final List<LongTermStore> longTerm;
    private final DiskSpace space;

    private Stores(List<ScratchStore> scratch, List<LongTermStore> longTerm, DiskSpace space) {
        this.scratch = List.copyOf(scratch);
        this.longTerm = List.copyOf(longTerm);
        this.space = space;
    }

    /**
     * Opens the stores.
     *
     * @throws StoreException for the first store that is not what its name says, and for a name used twice
     */
    public static Stores open(List<StoreSpec> specs, DiskSpace space) throws StoreException {
        List<ScratchStore> scratch = new ArrayList<>();
        List<LongTermStore> longTerm = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (StoreSpec spec : specs) {
            if (!names.add(spec.name())) {
                throw new StoreException("two stores have the name " + spec.name() + ": give each store its own");
            }
            Holder.require(spec.path(), spec.name());
            switch (spec.kind()) {
                case SCRATCH -> scratch.add(new ScratchStore(spec.name(), spec.path()));
                case LONG_TERM -> longTerm.add(prepared(new LongTermStore(spec.name(), spec.path())));
            }
        }
        return new Stores(scratch, longTerm, space);
    }

    private static LongTermStore prepared(LongTermStore store) throws StoreException {
        try {
            store.prepare();
            return store;
        } catch (IOException e) {
            throw new StoreException(
                    "store " + store.name() + ": " + store.root() + " cannot be written: " + DurableFiles.reason(e),
                    e);
        }
    }

    public List<ScratchStore> scratch() {
        return scratch;
    }

    public List<LongTermStore> longTerm() {
        return longTerm;
    }

    public Optional<ScratchStore> scratch(String name) {
        return scratch.stream().filter(store -> store.name().equals(name)).findFirst();
    }

    public Optional<LongTermStore> longTerm(String name) {
        return longTerm.stream().filter(store -> store.name().equals(name)).findFirst();
    }

    /** The long-term store that holds a sector whole. */
    public Optional<LongTermStore> holding(SectorId sector) {
        return longTerm.stream().filter(store -> store.holds(sector)).findFirst();
    }

    public DiskSpace space() {
        return space;
    }
}
