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
import io.sealstream.manager.query.SectorDetail;
import io.sealstream.manager.query.SectorView;
import java.util.List;
import java.util.Optional;

/** The stores of a manager that holds nothing. */
final class EmptyQueries implements ManagerQueries {
    @Override
    public List<MinerView> miners() {
        return List.of();
    }

    @Override
    public Optional<MinerView> miner(ActorId miner) {
        return Optional.empty();
    }

    @Override
    public List<SectorView> sectors(ActorId miner) {
        return List.of();
    }

    @Override
    public Optional<SectorDetail> sector(SectorId sector) {
        return Optional.empty();
    }

    @Override
    public List<PartitionView> proving(ActorId miner) {
        return List.of();
    }

    @Override
    public List<MessageView> messages(MessageFilter filter) {
        return List.of();
    }

    @Override
    public Optional<MessageView> message(String intent) {
        return Optional.empty();
    }

    @Override
    public List<LaneView> lanes() {
        return List.of();
    }

    @Override
    public List<NodeView> nodes() {
        return List.of();
    }

    @Override
    public Optional<HeadView> head() {
        return Optional.empty();
    }
}
