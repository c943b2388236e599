package io.sealstream.manager.edge.http;

import io.sealstream.filecoin.ActorId;
import io.sealstream.manager.query.LaneView;
import io.sealstream.manager.query.ManagerQueries;
import io.sealstream.manager.query.MinerView;
import io.sealstream.manager.query.NodeView;
import io.sealstream.manager.query.PartitionView;
import io.sealstream.manager.query.SectorView;
import java.util.List;
import java.util.function.Supplier;

/** The page at {@code /}: plain text, what one wants to know first. */
public final class StatusPage {
    private static final int MOST_SECTORS = 200;

    private final ManagerQueries queries;
    private final String network;
    private final Supplier<List<String>> chainNodes;

    /** A page that shows what the queries hold, below one line for each chain node. */
    public StatusPage(ManagerQueries queries, String network, Supplier<List<String>> chainNodes) {
        this.queries = queries;
        this.network = network;
        this.chainNodes = chainNodes;
    }

    /** The page as it is now. */
    public String text() {
        StringBuilder page = new StringBuilder("Sealstream stream-manager, network ").append(network).append("\n\n");
        chainNodes.get().forEach(line -> page.append("chain node ").append(line).append('\n'));
        try {
            page.append(queries.head().map(head -> "epoch " + head.epoch()).orElse("no head yet")).append('\n');
            queries.miners().forEach(miner -> miner(page, miner));
            queries.lanes().forEach(lane -> lane(page, lane));
            queries.nodes().forEach(node -> node(page, node));
        } catch (ManagerQueries.StoresNotReady e) {
            page.append("The stores are being opened: ").append(e.getMessage()).append('\n');
        }
        return page.append("\nJSON-RPC at /rpc/v0, health at /healthz, metrics at /metrics\n").toString();
    }

    private void miner(StringBuilder page, MinerView miner) {
        page.append("\nminer ").append(miner.miner()).append("  ").append(miner.waitingFor()).append('\n');
        ActorId id = ActorId.parse(miner.miner());
        for (SectorView sector : queries.sectors(id).stream().limit(MOST_SECTORS).toList()) {
            page.append("  sector ").append(sector.sector()).append("  ").append(sector.state()).append("  ")
                    .append(sector.waitingFor())
                    .append(sector.needsPerson() ? "  [needs a person]" : "").append('\n');
        }
        for (PartitionView partition : queries.proving(id)) {
            page.append("  deadline ").append(partition.partition()).append("  ").append(partition.state()).append("  ")
                    .append(partition.waitingFor()).append('\n');
        }
    }

    private static void lane(StringBuilder page, LaneView lane) {
        page.append("\nlane ").append(lane.sender()).append("  ").append(lane.open().size()).append(" open  ")
                .append(lane.waitingFor())
                .append('\n');
    }

    private static void node(StringBuilder page, NodeView node) {
        page.append("\nnode ").append(node.node()).append(node.here() ? "  here  " : "  silent  ").append(node.endpoint())
                .append('\n');
    }
}
