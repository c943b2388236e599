package io.sealstream.manager.edge.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sealstream.filecoin.ActorId;
import io.sealstream.manager.query.EmptyQueries;
import io.sealstream.manager.query.HeadView;
import io.sealstream.manager.query.LaneView;
import io.sealstream.manager.query.MessageFilter;
import io.sealstream.manager.query.MessageView;
import io.sealstream.manager.query.MinerView;
import io.sealstream.manager.query.ProvingSummary;
import io.sealstream.manager.query.SectorSummary;
import io.sealstream.manager.query.SectorView;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Stores that hold what a test puts in. */
public final class CannedQueries extends EmptyQueries {
    public volatile List<SectorView> sectors = List.of();
    public volatile @Nullable MessageView message;
    public volatile @Nullable ProvingSummary proving;
    volatile boolean ready = true;

    public static MessageView message(String intent, String state) {
        return new MessageView(intent, "f3x", null, "OPERATOR", "power.CreateMiner", "f04", "0", state, "waits", 1L, "cid", 1,
                null, "1",
                5L, 0L, 10L, "9", "", 3);
    }

    @Override
    public List<MinerView> miners() {
        if (!ready) {
            throw new StoresNotReady("rebalancing", new IllegalStateException());
        }
        return List.of(new MinerView("f01000", 1, JsonNodeFactory.instance.objectNode(), JsonNodeFactory.instance.nullNode(), 1,
                1, Map.of(), List.of(), ""));
    }

    @Override
    public Optional<MinerView> miner(ActorId miner) {
        return miners().stream().findFirst();
    }

    @Override
    public List<SectorView> sectors(ActorId miner) {
        return sectors;
    }

    @Override
    public Optional<SectorSummary> sectorSummary(ActorId miner) {
        Map<String, Long> states = sectors.stream().collect(Collectors.groupingBy(SectorView::state, Collectors.counting()));
        return Optional.of(new SectorSummary(miner.toString(), states, sectors.stream().filter(SectorView::needsPerson).count()));
    }

    @Override
    public Optional<ProvingSummary> provingSummary(ActorId miner) {
        return Optional.ofNullable(proving);
    }

    @Override
    public List<MessageView> messages(MessageFilter filter) {
        return Optional.ofNullable(message).stream().toList();
    }

    @Override
    public Optional<MessageView> message(String intent) {
        return Optional.ofNullable(message).filter(each -> each.intent().equals(intent));
    }

    @Override
    public List<LaneView> lanes() {
        return List.of(new LaneView("f3x", 4L, "locked", null, List.of(), "unlock the wallet"));
    }

    @Override
    public Optional<HeadView> head() {
        return Optional.of(new HeadView(1, 1000, List.of(), "100", 1));
    }
}
