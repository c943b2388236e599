package io.sealstream.node.edge.http;

import io.sealstream.node.domain.TaskBook.Entry;
import io.sealstream.node.journal.Journal;
import io.sealstream.node.tasks.Progress;
import io.sealstream.node.work.Coordinator;
import io.sealstream.node.work.NodeView;
import io.sealstream.node.work.NodeView.StoreView;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The node as JSON: who it is, its tasks with their stages, its stores, its journal. */
public final class StatusPage {
    private final NodeView view;
    private final Coordinator coordinator;
    private final Journal journal;

    public StatusPage(NodeView view, Coordinator coordinator, Journal journal) {
        this.view = view;
        this.coordinator = coordinator;
        this.journal = journal;
    }

    /** Asks the file systems, so not for an event loop. */
    JsonObject render() {
        NodeView.Identity identity = view.identity();
        JsonArray miners = new JsonArray();
        identity.miners().forEach(miner -> miners.add(miner.toString()));
        return new JsonObject().put("node", identity.name()).put("incarnation", identity.incarnation())
                .put("version", identity.version()).put("miners", miners).put("windowPoSt", identity.windowPoSt())
                .put("aggregate", identity.aggregate())
                .put("trouble", coordinator.trouble()).put("tasks", tasks()).put("stores", stores()).put("journal", journal());
    }

    private JsonArray tasks() {
        Map<String, Progress> running = new HashMap<>();
        view.running().forEach(progress -> running.put(progress.task().id(), progress));
        JsonArray tasks = new JsonArray();
        for (Entry entry : coordinator.entries()) {
            JsonObject task = new JsonObject().put("task", entry.task().id()).put("step", entry.task().work().step())
                    .put("about", entry.task().resultKey());
            tasks.add(switch (entry) {
                case Entry.Open open -> open(task, running.get(open.task().id()));
                case Entry.Done done -> task.put("state", "done").put("outcome", done.outcome().getClass().getSimpleName())
                        .put("waitsFor", "acknowledgement by the manager");
            });
        }
        return tasks;
    }

    private static JsonObject open(JsonObject task, @Nullable Progress progress) {
        task.put("state", "open");
        return progress == null
                ? task
                : task.put("stage", progress.stage().word()).put("since", progress.since().toString())
                        .put("detail", progress.detail());
    }

    private JsonArray stores() {
        JsonArray stores = new JsonArray();
        for (StoreView store : view.stores()) {
            JsonArray sectors = new JsonArray();
            store.sectors().forEach(sector -> sectors.add(sector.toString()));
            stores.add(new JsonObject().put("name", store.name()).put("kind", store.kind().name())
                    .put("path", store.path().toString())
                    .put("total", store.total()).put("free", store.free()).put("idle", store.idle()).put("sectors", sectors)
                    .put("trouble", store.trouble()));
        }
        return stores;
    }

    private JsonObject journal() {
        Journal.Figures figures = journal.figures();
        return new JsonObject().put("lines", figures.lines()).put("tasks", figures.tasks())
                .put("checkpoints", figures.checkpoints()).put("lastRequest", figures.lastRequest());
    }
}
