package io.sealstream.manager.wire;

import io.sealstream.filecoin.ActorId;
import io.sealstream.manager.domain.node.KnownNode.Running;
import io.sealstream.manager.domain.node.KnownNode.Told;
import io.sealstream.manager.domain.node.NodeInput.Heartbeat;
import io.sealstream.schemas.avro.NodeStatus;

/** Heartbeats of {@code node.status} as inputs of the table of nodes. */
public final class NodeStatusRecords {
    private NodeStatusRecords() {}

    /**
     * The heartbeat of a record.
     *
     * @param heardAt Unix milliseconds of our clock
     * @throws BadRecordException where a field holds no value of its kind
     */
    public static Heartbeat read(NodeStatus r, long heardAt) {
        Fields in = Fields.of(r);
        Told told = new Told(r.getVersion(), r.getEndpoint(), in.list("miners", r.getMiners(), ActorId::parse), r.getWindowPoSt(),
                r.getAggregate(), Parts.stores(in, r.getStores()), in.list("running", r.getRunning(),
                        t -> new Running(t.getTaskId(), t.getStage(), t.getStartedAt(), t.getDetail())),
                r.getSentAt());
        return new Heartbeat(r.getNode(), r.getIncarnation(), told, heardAt);
    }
}
