package io.sealstream.manager.topology;

import io.sealstream.manager.domain.message.LaneMessage;
import io.sealstream.manager.domain.message.LaneState;
import io.sealstream.manager.domain.miner.MinerState;
import io.sealstream.manager.domain.node.KnownNode;
import io.sealstream.manager.domain.policy.FeeHistory;
import io.sealstream.manager.domain.proving.Partition;
import io.sealstream.manager.domain.sector.Sector;
import io.sealstream.manager.wire.Head;
import java.util.List;
import java.util.function.BiPredicate;

/**
 * Every store of the manager: its name, what it holds, and in which sub-topology. All are functions of the events (timers and positions
 * included), except heads and nodes; each can be dropped and rebuilt. Values are the canonical bytes of {@code wire.StateCodec}.
 */
public final class Stores {
    /** Miners by {@code f01000}. */
    public static final Kind<MinerState> MINERS = new Kind<>("miners", MinerState.class);
    /** Sectors by {@code f01000/17}. */
    public static final Kind<Sector> SECTORS = new Kind<>("sectors", Sector.class);
    /** WindowPoSt by {@code f01000/3/0}. */
    public static final Kind<Partition> PARTITIONS = new Kind<>("proving", Partition.class);
    /** Lanes by sender. */
    public static final Kind<LaneState> LANES = new Kind<>("lanes", LaneState.class);
    /** Messages by {@code sender|intent}, those that are over included: an intent is known for ever. */
    public static final Kind<LaneMessage> MESSAGES = new Kind<>("messages", LaneMessage.class);
    /** Nodes by name. */
    public static final Kind<KnownNode> NODES = new Kind<>("nodes", KnownNode.class);

    /** Encoded events of each sector by {@code f01000/17/} + sequence: the history people ask for. */
    public static final String HISTORY = "sector-history";

    /** What one sub-topology keeps beside its states. */
    public record Book(String positions, String timers, Kind<Head> head) {}

    /** Positions, timers and head of miners. */
    public static final Book MINER_BOOK = new Book("miner-positions", "miner-timers", new Kind<>("miner-head", Head.class));
    /** Base fees of the last day, beside the head of miners. */
    public static final Kind<FeeHistory> FEES = new Kind<>(MINER_BOOK.head().store(), FeeHistory.class);
    /** Positions, timers and head of lanes. */
    public static final Book LANE_BOOK = new Book("lane-positions", "lane-timers", new Kind<>("lane-head", Head.class));

    /** States that are functions of a miner's events alone, in the order of a digest. */
    public static final List<Kind<?>> MINER_STATES = List.of(MINERS, PARTITIONS, SECTORS);
    /** States that are functions of a lane's events alone, in the order of a digest. */
    public static final List<Kind<?>> LANE_STATES = List.of(LANES, MESSAGES);

    /** Stores of the miner sub-topology. */
    public static final List<String> OF_MINERS = List.of(MINERS.store(), SECTORS.store(), PARTITIONS.store(), HISTORY,
            MINER_BOOK.positions(),
            MINER_BOOK.timers(), MINER_BOOK.head().store());
    /** Stores of the message sub-topology. */
    public static final List<String> OF_LANES = List.of(LANES.store(), MESSAGES.store(), LANE_BOOK.positions(),
            LANE_BOOK.timers(),
            LANE_BOOK.head().store());
    /** Stores of the node sub-topology. */
    public static final List<String> OF_NODES = List.of(NODES.store());

    /** Key of the head in a head store. */
    public static final String HEAD_KEY = "head";
    /** Key of the base fees of the last day in a head store. */
    public static final String FEES_KEY = "fees";
    private static final int DIGITS = 19;

    private Stores() {}

    /** A store and the type of its values. */
    public record Kind<S>(String store, Class<S> type) {}

    /** Key of a message. */
    public static String messageKey(String sender, String intent) {
        return sender + "|" + intent;
    }

    /** Key of an entry of the history, so that keys order like sequences. */
    public static String historyKey(String sector, long sequence) {
        return sector + "/" + digits(sequence);
    }

    /** Visits the states of one log: under its own key, {@code log/...} and {@code log|...}, ascending. */
    static void scan(StateStore stores, Kind<?> kind, String log, BiPredicate<String, byte[]> visitor) {
        byte[] own = stores.get(kind.store(), log);
        if (own != null && !visitor.test(log, own)) {
            return;
        }
        // Neither end is a key itself: '0' follows '/', and '}' follows '|'.
        stores.scan(kind.store(), log + "/", log + "0", visitor);
        stores.scan(kind.store(), log + "|", log + "}", visitor);
    }

    /** A natural number in as many digits as the largest has. */
    static String digits(long number) {
        return ("0".repeat(DIGITS) + number).substring(Long.toString(number).length());
    }
}
