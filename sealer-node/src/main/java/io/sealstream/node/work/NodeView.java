package io.sealstream.node.work;

import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.SectorId;
import io.sealstream.node.stores.DurableFiles;
import io.sealstream.node.stores.LongTermStore;
import io.sealstream.node.stores.ScratchStore;
import io.sealstream.node.stores.StoreSpec.Kind;
import io.sealstream.node.stores.Stores;
import io.sealstream.node.tasks.Progress;
import io.sealstream.node.tasks.TaskRunner;
import io.sealstream.node.work.SectorRequests.Vacancy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the node shows of itself, in heartbeats and on its status page. Thread safe. */
public final class NodeView {
    private final Identity identity;
    private final Stores stores;
    private final TaskRunner runner;
    private final Coordinator coordinator;

    /**
     * Who the node is.
     *
     * @param incarnation start time of the process, Unix milliseconds
     * @param version     of the software and of the proofs library
     * @param windowPoSt  whether it takes WindowPoSt tasks
     * @param aggregate   whether it takes tasks that aggregate seal proofs
     */
    public record Identity(String name, long incarnation, String version, List<ActorId> miners, boolean windowPoSt,
            boolean aggregate) {
        public Identity {
            miners = List.copyOf(miners);
        }
    }

    /**
     * A store at this moment.
     *
     * @param total   bytes; 0 when the disk does not answer
     * @param idle    scratch only: no sector has files or tasks here
     * @param sectors scratch only: sectors with files here
     * @param trouble why it cannot be read; empty when it can
     */
    public record StoreView(String name, Kind kind, Path path, long total, long free, boolean idle, List<SectorId> sectors,
            String trouble) {
        public StoreView {
            sectors = List.copyOf(sectors);
        }
    }

    public NodeView(Identity identity, Stores stores, TaskRunner runner, Coordinator coordinator) {
        this.identity = identity;
        this.stores = stores;
        this.runner = runner;
        this.coordinator = coordinator;
    }

    public Identity identity() {
        return identity;
    }

    /** Where every running task is. */
    public List<Progress> running() {
        return runner.progress();
    }

    /** All stores; asks the file systems, so not for an event loop. */
    public List<StoreView> stores() {
        List<StoreView> views = new ArrayList<>();
        for (ScratchStore store : stores.scratch()) {
            views.add(scratch(store));
        }
        for (LongTermStore store : stores.longTerm()) {
            views.add(view(store.name(), Kind.LONG_TERM, store.root(), false, List.of()));
        }
        return views;
    }

    /** Scratch stores without a task. */
    public List<Vacancy> vacancies() {
        return stores().stream().filter(store -> store.kind() == Kind.SCRATCH && store.trouble().isEmpty())
                .filter(store -> !coordinator.occupies(store.name()))
                .map(store -> new Vacancy(store.name(), store.sectors().isEmpty())).toList();
    }

    private StoreView scratch(ScratchStore store) {
        try {
            List<SectorId> sectors = store.sectors();
            boolean idle = sectors.isEmpty() && !coordinator.occupies(store.name());
            return view(store.name(), Kind.SCRATCH, store.root(), idle, sectors);
        } catch (IOException e) {
            return new StoreView(store.name(), Kind.SCRATCH, store.root(), 0, 0, false, List.of(), DurableFiles.reason(e));
        }
    }

    private StoreView view(String name, Kind kind, Path root, boolean idle, List<SectorId> sectors) {
        try {
            return new StoreView(name, kind, root, stores.space().total(root), stores.space().free(root), idle, sectors, "");
        } catch (IOException e) {
            return new StoreView(name, kind, root, 0, 0, false, sectors, DurableFiles.reason(e));
        }
    }
}
