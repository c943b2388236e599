package io.sealstream.devnet.chain.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.sealstream.devnet.chain.blocks.Chain;
import io.sealstream.devnet.chain.blocks.Entry;
import io.sealstream.devnet.chain.miner.Miner;
import io.sealstream.devnet.chain.rules.Power;
import io.sealstream.devnet.chain.state.ChainState;
import io.sealstream.filecoin.BitField;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.DeadlineInfo;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.json.FilecoinJson;
import io.sealstream.filecoin.state.Claim;
import io.sealstream.filecoin.state.Deadline;
import io.sealstream.filecoin.state.MinerInfo;
import io.sealstream.filecoin.state.MinerPower;
import io.sealstream.filecoin.state.Partition;
import io.sealstream.rpc.RpcException;
import java.math.BigInteger;

/** {@code Filecoin.StateMiner*}: who a miner is and how its sectors stand (chain.md 3.2; lotus {@code node/impl/full/state.go}). */
final class MinerMethods {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Chain chain;
    private final Views views;

    MinerMethods(Chain chain) {
        this.chain = chain;
        this.views = new Views(chain);
    }

    void register(Methods methods) {
        methods.read("StateMinerInfo", 2, args -> FilecoinJson.write(MinerInfo.SHAPE, views.miner(args, 1).info()))
                .read("StateListMiners", 1, args -> miners(args))
                .read("StateMinerProvingDeadline", 2, args -> provingDeadline(args))
                .read("StateMinerDeadlines", 2, args -> deadlines(args))
                .read("StateMinerPartitions", 3, args -> partitions(args))
                .read("StateMinerAllocated", 2, args -> bits(views.miner(args, 1).preCommits().allocated()))
                .read("StateMinerSectorAllocated", 3,
                        args -> BooleanNode.valueOf(views.miner(args, 2).preCommits().allocated().contains(args.unsigned(1))))
                .read("StateMinerFaults", 2, args -> bits(views.miner(args, 1).union(partition -> partition.faults())))
                .read("StateMinerRecoveries", 2, args -> bits(views.miner(args, 1).union(partition -> partition.recoveries())))
                .read("StateMinerPower", 2, args -> power(args));
    }

    private static JsonNode bits(BitField set) {
        return FilecoinJson.write(Shapes.BITFIELD, set);
    }

    private JsonNode miners(Args args) {
        ArrayNode list = JSON.arrayNode();
        views.state(args.tipSetKey(0)).miners().forEach(miner -> list.add(TextNode.valueOf(miner.id().toString())));
        return list;
    }

    /** The deadline that the parent state names, seen at the tipset's height, or its next instance if it is over. */
    private JsonNode provingDeadline(Args args) {
        Entry entry = views.entry(args.tipSetKey(1));
        Miner miner = Views.miner(views.state(entry), args.address(0));
        return FilecoinJson.write(DeadlineInfo.SHAPE,
                miner.recordedDeadline(new ChainEpoch(entry.height()), chain.rules().policy().schedule()).nextNotElapsed());
    }

    private JsonNode deadlines(Args args) {
        ArrayNode list = JSON.arrayNode();
        views.miner(args, 1).deadlines().forEach(each -> list.add(FilecoinJson.write(Deadline.SHAPE,
                new Deadline(each.posted(), each.snapshot().proofs().size(), each.dailyFee()))));
        return list;
    }

    /** Null where the deadline has none, as a node writes it. */
    private JsonNode partitions(Args args) {
        Miner miner = views.miner(args, 2);
        long index = args.unsigned(1);
        if (Long.compareUnsigned(index, miner.deadlines().size()) >= 0) {
            throw RpcException.of("failed to load the deadline: invalid deadline " + Long.toUnsignedString(index));
        }
        if (miner.deadlines().get((int) index).partitions().isEmpty()) {
            return NullNode.getInstance();
        }
        ArrayNode list = JSON.arrayNode();
        miner.deadlines().get((int) index).partitions().forEach(each -> list.add(FilecoinJson.write(Partition.SHAPE,
                new Partition(each.sectors(), each.faults(), each.recoveries(), each.live(), each.active()))));
        return list;
    }

    private static Claim claim(Power power) {
        return new Claim(power.raw(), power.qa());
    }

    private JsonNode power(Args args) {
        ChainState state = views.state(args.tipSetKey(1));
        Power own = state.claim(Views.miner(state, args.address(0)).id().value());
        boolean enough = own.raw().compareTo(BigInteger.valueOf(chain.rules().policy().minimumPower())) >= 0;
        return FilecoinJson.write(MinerPower.SHAPE, new MinerPower(claim(own), claim(state.totalPower()), enough));
    }
}
