package io.sealstream.manager.topology;

import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.SectorId;
import io.sealstream.manager.domain.message.LaneMessage;
import io.sealstream.manager.domain.message.LaneState;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.manager.domain.miner.BatchWords;
import io.sealstream.manager.domain.miner.MinerState;
import io.sealstream.manager.domain.miner.ProvingTotals;
import io.sealstream.manager.domain.policy.BaseFees;
import io.sealstream.manager.domain.policy.FeeHistory;
import io.sealstream.manager.domain.node.KnownNode;
import io.sealstream.manager.domain.policy.ChainRules;
import io.sealstream.manager.domain.policy.MinerContext;
import io.sealstream.manager.domain.proving.Partition;
import io.sealstream.manager.domain.proving.WindowFacts;
import io.sealstream.manager.domain.sector.Sector;
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
import io.sealstream.manager.query.SectorDetail.EventView;
import io.sealstream.manager.query.SectorSummary;
import io.sealstream.manager.query.SectorView;
import io.sealstream.manager.topology.Stores.Kind;
import io.sealstream.manager.wire.Head;
import io.sealstream.manager.wire.StateCodec;
import io.sealstream.schemas.Serdes;
import io.sealstream.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Queries over the local stores. */
public final class StoreQueries implements ManagerQueries {
    private static final String LAST = "\uffff";

    private final StoreReader stores;
    private final ChainRules rules;
    private final Serdes serdes;
    private final FactsMemo<WindowFacts> windows = new FactsMemo<>(
            bytes -> WindowFacts.of(StateCodec.decode(Partition.class, bytes)));
    private final FactsMemo<SectorFacts> sectors = new FactsMemo<>(
            bytes -> SectorFacts.of(StateCodec.decode(Sector.class, bytes)));

    public StoreQueries(StoreReader stores, ChainRules rules, Serdes serdes) {
        this.stores = stores;
        this.rules = rules;
        this.serdes = serdes;
    }

    @Override
    public List<MinerView> miners() {
        return all(Stores.MINERS, "", LAST).stream().map(this::view).toList();
    }

    @Override
    public Optional<MinerView> miner(ActorId miner) {
        return one(Stores.MINERS, miner.toString()).map(this::view);
    }

    private MinerView view(MinerState m) {
        return Views.miner(m, number(Stores.MINER_BOOK.positions(), m.miner().toString()), BatchWords.of(m, now(), fees()));
    }

    @Override
    public List<SectorView> sectors(ActorId miner) {
        MinerContext context = context(miner);
        Map<Long, String> batches = batches(miner);
        return all(Stores.SECTORS, miner + "/", miner + "/" + LAST).stream().sorted(Comparator.comparing(Sector::id))
                .map(s -> view(s, context, batches)).toList();
    }

    @Override
    public Optional<SectorSummary> sectorSummary(ActorId miner) {
        return one(Stores.MINERS, miner.toString()).map(m -> {
            Map<SectorFacts, Long> counts = new HashMap<>();
            stores.scan(Stores.SECTORS.store(), miner + "/", miner + "/" + LAST, (key, value) -> {
                counts.merge(sectors.facts(key, value), 1L, Long::sum);
                return true;
            });
            return SectorFacts.summary(miner, counts);
        });
    }

    private SectorView view(Sector sector, MinerContext context, Map<Long, String> batches) {
        return Views.sector(sector, context, wakeAt(sector.id().toString()), batches.getOrDefault(sector.id().number(), ""));
    }

    private Map<Long, String> batches(ActorId miner) {
        return one(Stores.MINERS, miner.toString()).map(m -> BatchWords.bySector(m, now(), fees())).orElse(Map.of());
    }

    /** What a base fee is now and was, as the first of the local partitions knows it. */
    private BaseFees fees() {
        TokenAmount now = newest().map(Head::baseFee).orElse(TokenAmount.ZERO);
        return all(Stores.FEES, Stores.FEES_KEY, Stores.FEES_KEY + LAST).stream().findFirst()
                .orElse(FeeHistory.NONE).at(now);
    }

    private @Nullable Long wakeAt(String key) {
        return Timers.of(stores.get(Stores.MINER_BOOK.timers(), Timers.key(key))).orElse(null);
    }

    @Override
    public Optional<SectorDetail> sector(SectorId id) {
        return one(Stores.SECTORS, id.toString())
                .map(s -> new SectorDetail(view(s, context(id.miner()), batches(id.miner())), StateCodec.json(s),
                        history(id.toString())));
    }

    private List<EventView> history(String sector) {
        List<EventView> events = new ArrayList<>();
        stores.scan(Stores.HISTORY, sector + "/", sector + "/" + LAST, (key, value) -> {
            SpecificRecord record = serdes.decoder().deserialize(Topics.SECTOR_EVENT.name(), value);
            if (record != null) {
                events.add(EventJson.view(record));
            }
            return events.size() < MAX_ROWS;
        });
        return events;
    }

    @Override
    public List<PartitionView> proving(ActorId miner) {
        MinerContext context = context(miner);
        return all(Stores.PARTITIONS, miner + "/", miner + "/" + LAST).stream()
                .sorted(Comparator.comparingInt((Partition p) -> p.id().deadline()).thenComparingInt(p -> p.id().index()))
                .map(p -> Views.partition(p, context)).toList();
    }

    @Override
    public Optional<ProvingSummary> provingSummary(ActorId miner) {
        return one(Stores.MINERS, miner.toString()).map(m -> {
            List<WindowFacts> facts = new ArrayList<>();
            stores.scan(Stores.PARTITIONS.store(), miner + "/", miner + "/" + LAST, (key, value) -> {
                facts.add(windows.facts(key, value));
                return true;
            });
            return Views.proving(miner, ProvingTotals.of(m, facts, rules.schedule(), now()));
        });
    }

    @Override
    public List<MessageView> messages(MessageFilter filter) {
        return all(Stores.MESSAGES, "", LAST).stream().map(this::view).filter(filter::matches)
                .sorted(Comparator.comparingLong(MessageView::since)).toList();
    }

    @Override
    public Optional<MessageView> message(String intent) {
        return all(Stores.MESSAGES, "", LAST).stream().filter(m -> m.intent().id().equals(intent)).findFirst().map(this::view);
    }

    private MessageView view(LaneMessage m) {
        return Views.message(m, one(Stores.LANES, m.intent().sender().toString()).orElse(null));
    }

    @Override
    public List<LaneView> lanes() {
        return all(Stores.LANES, "", LAST).stream().sorted(Comparator.comparing(LaneState::sender)).map(Views::lane).toList();
    }

    @Override
    public List<NodeView> nodes() {
        return all(Stores.NODES, "", LAST).stream().sorted(Comparator.comparing(KnownNode::name)).map(Views::node).toList();
    }

    @Override
    public Optional<HeadView> head() {
        return newest().map(Views::head);
    }

    private Optional<Head> newest() {
        return all(Stores.MINER_BOOK.head(), Stores.HEAD_KEY, Stores.HEAD_KEY + LAST).stream()
                .max(Comparator.comparingLong(Head::sequence));
    }

    private ChainEpoch now() {
        return newest().map(Head::epoch).orElse(ChainEpoch.ZERO);
    }

    private MinerContext context(ActorId miner) {
        ChainEpoch now = now();
        return one(Stores.MINERS, miner.toString()).map(m -> m.context(now, rules))
                .orElseGet(() -> new MinerContext(now, rules, null, null, Map.of(), Set.of()));
    }

    private <S> Optional<S> one(Kind<S> kind, String key) {
        byte[] bytes = stores.get(kind.store(), key);
        return bytes == null ? Optional.empty() : Optional.of(StateCodec.decode(kind.type(), bytes));
    }

    private <S> List<S> all(Kind<S> kind, String from, String to) {
        List<S> states = new ArrayList<>();
        stores.scan(kind.store(), from, to, (key, value) -> {
            states.add(StateCodec.decode(kind.type(), value));
            return states.size() < MAX_ROWS;
        });
        return states;
    }

    private long number(String store, String key) {
        byte[] bytes = stores.get(store, key);
        return bytes == null ? 0 : Long.parseLong(new String(bytes, StandardCharsets.UTF_8));
    }
}
