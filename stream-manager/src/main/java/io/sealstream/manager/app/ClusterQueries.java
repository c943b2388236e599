package io.sealstream.manager.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.SectorId;
import io.sealstream.manager.cli.RpcCaller;
import io.sealstream.manager.edge.http.RpcFault;
import io.sealstream.manager.edge.http.SealstreamApi;
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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What the whole cluster holds: the stores of this process, and those of the other managers, asked by their own RPC. While one of them does
 * not answer, {@link StoresNotReady} names it: half an answer would look like a whole one.
 */
final class ClusterQueries implements ManagerQueries {
    private static final ObjectMapper JSON = new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private final ManagerQueries local;
    private final Supplier<List<HostPort>> peers;
    private final Function<HostPort, RpcCaller> callers;

    /**
     * @param peers   where the other managers are that hold a part of the stores
     * @param callers the client of each
     */
    ClusterQueries(ManagerQueries local, Supplier<List<HostPort>> peers, Function<HostPort, RpcCaller> callers) {
        this.local = local;
        this.peers = peers;
        this.callers = callers;
    }

    @Override
    public List<MinerView> miners() {
        return all(local.miners(), MinerView.class, Comparator.comparing(view -> ActorId.parse(view.miner())), "Miners");
    }

    @Override
    public Optional<MinerView> miner(ActorId miner) {
        return one(local.miner(miner), MinerView.class, "Miner", text(miner));
    }

    @Override
    public List<SectorView> sectors(ActorId miner) {
        return ofMiner(local.sectors(miner), SectorView.class, "Sectors", miner);
    }

    @Override
    public Optional<SectorSummary> sectorSummary(ActorId miner) {
        return one(local.sectorSummary(miner), SectorSummary.class, "SectorSummary", text(miner));
    }

    @Override
    public Optional<SectorDetail> sector(SectorId sector) {
        return one(local.sector(sector), SectorDetail.class, "Sector", text(sector.miner()), JSON.valueToTree(sector.number()));
    }

    @Override
    public List<PartitionView> proving(ActorId miner) {
        return ofMiner(local.proving(miner), PartitionView.class, "Proving", miner);
    }

    @Override
    public Optional<ProvingSummary> provingSummary(ActorId miner) {
        return one(local.provingSummary(miner), ProvingSummary.class, "ProvingSummary", text(miner));
    }

    @Override
    public List<MessageView> messages(MessageFilter filter) {
        return all(local.messages(filter), MessageView.class, Comparator.comparingLong(MessageView::since), "Messages",
                JSON.valueToTree(filter));
    }

    @Override
    public Optional<MessageView> message(String intent) {
        return one(local.message(intent), MessageView.class, "Message", text(intent));
    }

    @Override
    public List<LaneView> lanes() {
        return all(local.lanes(), LaneView.class, Comparator.comparing(LaneView::sender), "Lanes");
    }

    @Override
    public List<NodeView> nodes() {
        return all(local.nodes(), NodeView.class, Comparator.comparing(NodeView::node), "Nodes");
    }

    @Override
    public Optional<HeadView> head() {
        return Stream.concat(local.head().stream(), answers(HeadView.class, "Head"))
                .max(Comparator.comparingLong(HeadView::sequence));
    }

    private static JsonNode text(Object value) {
        return TextNode.valueOf(value.toString());
    }

    private <T> Optional<T> one(Optional<T> here, Class<T> type, String method, JsonNode... params) {
        return here.isPresent() ? here : answers(type, method, params).findFirst();
    }

    /** Everything of a miner stands in one partition, so it is in one process. */
    private <T> List<T> ofMiner(List<T> here, Class<T> type, String method, ActorId miner) {
        return here.isEmpty() ? rows(type, method, text(miner)).toList() : here;
    }

    private <T> List<T> all(List<T> here, Class<T> type, Comparator<T> order, String method, JsonNode... params) {
        List<T> views = new ArrayList<>(here);
        rows(type, method, params).forEach(views::add);
        return views.stream().sorted(order).limit(MAX_ROWS).toList();
    }

    private <T> Stream<T> rows(Class<T> type, String method, JsonNode... params) {
        return answers(JsonNode.class, method, params)
                .flatMap(array -> Stream.iterate(0, i -> i < array.size(), i -> i + 1).map(i -> read(type, array.get(i))));
    }

    private <T> Stream<T> answers(Class<T> type, String method, JsonNode... params) {
        return peers.get().stream().map(peer -> answer(peer, method, params)).flatMap(Optional::stream)
                .map(answer -> read(type, answer));
    }

    private Optional<JsonNode> answer(HostPort peer, String method, JsonNode... params) {
        try {
            JsonNode answer = callers.apply(peer).call("Sealstream." + SealstreamApi.LOCAL + method, params);
            return answer.isNull() ? Optional.empty() : Optional.of(answer);
        } catch (RpcCaller.Refused e) {
            if (e.code() == RpcFault.NOT_FOUND) {
                return Optional.empty();
            }
            throw silent(peer, e);
        } catch (RpcCaller.Unreachable e) {
            throw silent(peer, e);
        }
    }

    private static StoresNotReady silent(HostPort peer, RuntimeException why) {
        return new StoresNotReady(
                "the manager at " + peer + ", which holds a part of the stores, does not answer: " + why.getMessage()
                        + "; ask again in a few seconds, or check http.reached of that manager",
                why);
    }

    private static <T> T read(Class<T> type, JsonNode json) {
        try {
            return JSON.treeToValue(json, type);
        } catch (JsonProcessingException e) {
            throw new StoresNotReady("another manager answered with something that is no " + type.getSimpleName()
                    + "; run the same version everywhere", e);
        }
    }
}
