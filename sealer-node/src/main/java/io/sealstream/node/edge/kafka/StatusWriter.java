package io.sealstream.node.edge.kafka;

import io.sealstream.node.domain.Stage;
import io.sealstream.node.work.NodeView;
import io.sealstream.node.work.NodeView.StoreView;
import io.sealstream.schemas.avro.NodeStatus;
import io.sealstream.schemas.avro.NodeStore;
import io.sealstream.schemas.avro.RunningTask;
import io.sealstream.schemas.avro.StoreKind;
import java.time.Instant;
import java.util.List;

/** From the node's view of itself to the record of its heartbeat. */
final class StatusWriter {
    private StatusWriter() {}

    static NodeStatus write(NodeView view, String endpoint, Instant now) {
        NodeView.Identity identity = view.identity();
        List<RunningTask> running = view.running().stream().map(progress -> new RunningTask(progress.task().id(),
                progress.stage().word(), progress.since().toEpochMilli(), progress.detail())).toList();
        return NodeStatus.newBuilder().setNode(identity.name()).setIncarnation(identity.incarnation())
                .setVersion(identity.version()).setEndpoint(endpoint)
                .setMiners(identity.miners().stream().map(Object::toString).toList()).setWindowPoSt(identity.windowPoSt())
                .setStores(view.stores().stream().map(StatusWriter::store).toList()).setRunning(running)
                .setSentAt(now.toEpochMilli()).setAggregate(identity.aggregate()).build();
    }

    private static NodeStore store(StoreView store) {
        StoreKind kind = switch (store.kind()) {
            case SCRATCH -> StoreKind.SCRATCH;
            case LONG_TERM -> StoreKind.LONG_TERM;
        };
        return new NodeStore(store.name(), kind, store.total(), store.free(), store.idle());
    }

    /** What makes a heartbeat worth sending before its time: the tasks and their stages. */
    static List<String> essence(NodeView view) {
        return view.running().stream().filter(progress -> progress.stage() != Stage.WAITING)
                .map(progress -> progress.task().id() + " " + progress.stage().word()).sorted().toList();
    }
}
