package io.sealstream.manager.app;

import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.SectorId;
import io.sealstream.manager.query.HeadView;
import io.sealstream.manager.query.LaneView;
import io.sealstream.manager.query.ManagerQueries;
import io.sealstream.manager.query.MessageFilter;
import io.sealstream.manager.query.MessageView;
import io.sealstream.manager.query.MinerView;
import io.sealstream.manager.query.NodeView;
import io.sealstream.manager.query.PartitionView;
import io.sealstream.manager.query.ProvingSummary;
import io.sealstream.manager.query.SectorDetail;
import io.sealstream.manager.query.SectorSummary;
import io.sealstream.manager.query.SectorView;
import io.sealstream.schemas.config.HostPort;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Queries that exist before the stream application does: the HTTP edge is up first and says why nothing can be read yet. */
final class LateQueries implements ManagerQueries {
    private final AtomicReference<@Nullable StreamsPart> real = new AtomicReference<>();

    void become(StreamsPart streams) {
        real.set(streams);
    }

    /** The other managers that hold a part of the stores; none as long as nothing is known of them. */
    List<HostPort> peers() {
        StreamsPart streams = real.get();
        return streams == null ? List.of() : streams.peers();
    }

    private ManagerQueries real() {
        StreamsPart streams = real.get();
        if (streams == null) {
            throw new StoresNotReady("the manager is starting; see /healthz",
                    new IllegalStateException("streams are not started"));
        }
        return streams.queries();
    }

    @Override
    public List<MinerView> miners() {
        return real().miners();
    }

    @Override
    public Optional<MinerView> miner(ActorId miner) {
        return real().miner(miner);
    }

    @Override
    public List<SectorView> sectors(ActorId miner) {
        return real().sectors(miner);
    }

    @Override
    public Optional<SectorDetail> sector(SectorId sector) {
        return real().sector(sector);
    }

    @Override
    public List<PartitionView> proving(ActorId miner) {
        return real().proving(miner);
    }

    @Override
    public Optional<SectorSummary> sectorSummary(ActorId miner) {
        return real().sectorSummary(miner);
    }

    @Override
    public Optional<ProvingSummary> provingSummary(ActorId miner) {
        return real().provingSummary(miner);
    }

    @Override
    public List<MessageView> messages(MessageFilter filter) {
        return real().messages(filter);
    }

    @Override
    public Optional<MessageView> message(String intent) {
        return real().message(intent);
    }

    @Override
    public List<LaneView> lanes() {
        return real().lanes();
    }

    @Override
    public List<NodeView> nodes() {
        return real().nodes();
    }

    @Override
    public Optional<HeadView> head() {
        return real().head();
    }
}
