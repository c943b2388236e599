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
import io.sealstream.filecoin.Pledge;
import io.sealstream.filecoin.SealProofType;
import io.sealstream.filecoin.SectorMoney;
import io.sealstream.filecoin.SectorSize;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.filecoin.actors.SectorOnChainInfo;
import io.sealstream.filecoin.actors.SectorPreCommitInfo;
import io.sealstream.filecoin.actors.SectorPreCommitOnChainInfo;
import io.sealstream.filecoin.json.FilecoinJson;
import io.sealstream.filecoin.state.Claim;
import io.sealstream.filecoin.state.Deadline;
import io.sealstream.filecoin.state.MinerInfo;
import io.sealstream.filecoin.state.MinerPower;
import io.sealstream.filecoin.state.Partition;
import io.sealstream.filecoin.state.SectorExpiration;
import io.sealstream.filecoin.state.SectorLocation;
import io.sealstream.rpc.RpcException;
import java.math.BigInteger;
import java.util.Collection;
import java.util.Optional;

/** {@code Filecoin.StateMiner*} and {@code StateSector*} (chain.md 3.2). */
final class MinerMethods {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    /** Lotus adds a tenth to deposits and pledges it quotes. */
    private static final long MARGIN_NUMERATOR = 110;
    private static final long MARGIN_DENOMINATOR = 100;

    private final Chain chain;
    private final Views views;

    MinerMethods(Chain chain) {
        this.chain = chain;
        this.views = new Views(chain);
    }

    void register(Methods methods) {
        methods.read("StateMinerInfo", 1, 2, args -> FilecoinJson.write(MinerInfo.SHAPE, miner(args, 1).info()))
                .read("StateListMiners", 0, 1, args -> miners(args))
                .read("StateMinerProvingDeadline", 1, 2, args -> provingDeadline(args))
                .read("StateMinerDeadlines", 1, 2, args -> deadlines(args))
                .read("StateMinerPartitions", 2, 3, args -> partitions(args))
                .read("StateMinerSectors", 1, 3, args -> sectors(args))
                .read("StateMinerActiveSectors", 1, 2, args -> active(args))
                .read("StateMinerAllocated", 1, 2, args -> bits(miner(args, 1).preCommits().allocated()))
                .read("StateMinerSectorAllocated", 2, 3,
                        args -> BooleanNode.valueOf(miner(args, 2).preCommits().allocated().contains(args.unsigned(1))))
                .read("StateMinerFaults", 1, 2, args -> bits(miner(args, 1).union(partition -> partition.faults())))
                .read("StateMinerRecoveries", 1, 2, args -> bits(miner(args, 1).union(partition -> partition.recoveries())))
                .read("StateMinerPower", 1, 2, args -> power(args))
                .read("StateMinerAvailableBalance", 1, 2, args -> available(args))
                .read("StateSectorPreCommitInfo", 2, 3, args -> preCommit(args))
                .read("StateSectorGetInfo", 2, 3, args -> sector(args))
                .read("StateSectorPartition", 2, 3, args -> FilecoinJson.write(SectorLocation.SHAPE, location(args)))
                .read("StateSectorExpiration", 2, 3, args -> expiration(args))
                .read("StateMinerPreCommitDepositForPower", 2, 3, args -> deposit(args))
                .read("StateMinerInitialPledgeForSector", 3, 4, args -> pledge(args))
                .read("StateMinerCreationDeposit", 0, 1,
                        args -> amount(chain.rules().economy().createMinerDeposit(chain.rules().policy().minimumPower())));
    }

    private Miner miner(Args args, int tipSetAt) {
        return Views.miner(views.state(args.tipSetKey(tipSetAt)), args.address(0));
    }

    private static JsonNode amount(TokenAmount amount) {
        return FilecoinJson.write(Shapes.AMOUNT, amount);
    }

    private static JsonNode bits(BitField set) {
        return FilecoinJson.write(Shapes.BITFIELD, set);
    }

    private JsonNode miners(Args args) {
        ArrayNode list = JSON.arrayNode();
        views.state(args.tipSetKey(0)).miners().forEach(miner -> list.add(TextNode.valueOf(miner.id().toString())));
        return list;
    }

    /** Parent state, the tipset's height, then the next instance that has not elapsed. */
    private JsonNode provingDeadline(Args args) {
        Entry entry = views.entry(args.tipSetKey(1));
        Miner miner = Views.miner(views.state(entry), args.address(0));
        return FilecoinJson.write(DeadlineInfo.SHAPE,
                miner.deadlineAt(new ChainEpoch(entry.height()), chain.rules().policy().schedule()).nextNotElapsed());
    }

    private JsonNode deadlines(Args args) {
        ArrayNode list = JSON.arrayNode();
        miner(args, 1).deadlines().forEach(each -> list.add(FilecoinJson.write(Deadline.SHAPE,
                new Deadline(each.posted(), each.snapshot().proofs().size(), each.dailyFee()))));
        return list;
    }

    private JsonNode partitions(Args args) {
        Miner miner = miner(args, 2);
        long index = args.unsigned(1);
        if (Long.compareUnsigned(index, miner.deadlines().size()) >= 0) {
            throw RpcException.of("invalid deadline index " + Long.toUnsignedString(index) + " of " + miner.deadlines().size());
        }
        ArrayNode list = JSON.arrayNode();
        miner.deadlines().get((int) index).partitions().forEach(each -> list.add(FilecoinJson.write(Partition.SHAPE,
                new Partition(each.sectors(), each.faults(), each.recoveries(), each.live(), each.active()))));
        return list;
    }

    private static JsonNode list(Collection<SectorOnChainInfo> sectors) {
        ArrayNode list = JSON.arrayNode();
        sectors.forEach(each -> list.add(FilecoinJson.write(SectorOnChainInfo.SHAPE, each)));
        return list;
    }

    private JsonNode sectors(Args args) {
        Collection<SectorOnChainInfo> all = miner(args, 2).sectors().all().values();
        if (args.json(1).isNull()) {
            return list(all);
        }
        BitField wanted = args.as(1, Shapes.BITFIELD);
        return list(all.stream().filter(sector -> wanted.contains(sector.sectorNumber())).toList());
    }

    private JsonNode active(Args args) {
        Miner miner = miner(args, 1);
        BitField active = miner.union(partition -> partition.active());
        return list(miner.sectors().all().values().stream().filter(sector -> active.contains(sector.sectorNumber())).toList());
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

    private JsonNode available(Args args) {
        Entry entry = views.entry(args.tipSetKey(1));
        ChainState state = views.state(entry);
        Miner miner = Views.miner(state, args.address(0));
        TokenAmount vested = miner.funds().vested(new ChainEpoch(entry.height()));
        return amount(miner.funds().available(state.balance(miner.id().value())).plus(vested));
    }

    private JsonNode preCommit(Args args) {
        Optional<SectorPreCommitOnChainInfo> found = miner(args, 2).preCommits().find(args.unsigned(1));
        return found.isEmpty() ? NullNode.getInstance() : FilecoinJson.write(SectorPreCommitOnChainInfo.SHAPE, found.get());
    }

    private JsonNode sector(Args args) {
        SectorOnChainInfo found = miner(args, 2).sectors().all().get(args.unsigned(1));
        return found == null ? NullNode.getInstance() : FilecoinJson.write(SectorOnChainInfo.SHAPE, found);
    }

    private SectorLocation location(Args args) {
        return miner(args, 2).locate(args.unsigned(1))
                .orElseThrow(() -> RpcException.of("could not find sector " + args.unsigned(1) + " in any deadline"));
    }

    private JsonNode expiration(Args args) {
        Miner miner = miner(args, 2);
        SectorLocation at = location(args);
        var partition = miner.deadlines().get((int) at.deadline()).partitions().get((int) at.partition());
        ChainEpoch onTime = partition.expiration(args.unsigned(1), false).orElse(ChainEpoch.ZERO);
        ChainEpoch early = partition.expiration(args.unsigned(1), true).orElse(ChainEpoch.ZERO);
        return FilecoinJson.write(SectorExpiration.SHAPE, new SectorExpiration(onTime, early));
    }

    private static TokenAmount withMargin(TokenAmount amount) {
        return amount.scaled(MARGIN_NUMERATOR, MARGIN_DENOMINATOR);
    }

    private JsonNode deposit(Args args) {
        SectorSize size = SealProofType.of(args.as(1, SectorPreCommitInfo.SHAPE).sealProof()).map(SealProofType::sectorSize)
                .orElseThrow(() -> RpcException.of("failed to get resolve size: unknown seal proof type"));
        return amount(withMargin(chain.rules().economy().preCommitDeposit(size)));
    }

    /** Duration, sector size, verified bytes. */
    private JsonNode pledge(Args args) {
        long duration = args.number(0);
        SectorSize size = SectorSize.of(args.unsigned(1))
                .orElseThrow(() -> RpcException.of("unknown sector size " + args.unsigned(1)));
        long verified = args.unsigned(2);
        if (duration <= 0 || Long.compareUnsigned(verified, size.bytes()) > 0) {
            throw RpcException.of("duration must be positive and verified size at most the sector size");
        }
        Pledge economy = chain.rules().economy();
        BigInteger weight = BigInteger.valueOf(verified).multiply(BigInteger.valueOf(duration));
        return amount(withMargin(economy.initialPledge(SectorMoney.qaPower(size, duration, weight))));
    }
}
