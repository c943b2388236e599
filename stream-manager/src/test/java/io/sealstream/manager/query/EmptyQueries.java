package io.sealstream.manager.query;

import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.SectorId;
import java.util.List;
import java.util.Optional;

/** The stores of a manager that holds nothing. */
public class EmptyQueries implements ManagerQueries {
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
    public Optional<SectorSummary> sectorSummary(ActorId miner) {
        return Optional.empty();
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
    public Optional<ProvingSummary> provingSummary(ActorId miner) {
        return Optional.empty();
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
