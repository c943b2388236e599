package io.sealstream.devnet.chain.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import io.sealstream.devnet.chain.blocks.Chain;
import io.sealstream.devnet.chain.miner.Miner;
import io.sealstream.devnet.chain.miner.Partition;
import io.sealstream.filecoin.BitField;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.actors.SectorOnChainInfo;
import io.sealstream.filecoin.actors.SectorPreCommitOnChainInfo;
import io.sealstream.filecoin.json.FilecoinJson;
import io.sealstream.filecoin.state.SectorExpiration;
import io.sealstream.filecoin.state.SectorLocation;
import io.sealstream.rpc.RpcException;
import java.util.Collection;
import java.util.Optional;

/** {@code Filecoin.StateSector*} and lists of sectors (chain.md 3.2; lotus {@code node/impl/full/state.go}). */
final class SectorMethods {
    private final Views views;

    SectorMethods(Chain chain) {
        this.views = new Views(chain);
    }

    void register(Methods methods) {
        methods.read("StateMinerSectors", 3, args -> sectors(args))
                .read("StateMinerActiveSectors", 2, args -> active(args))
                .read("StateSectorPreCommitInfo", 3, args -> preCommit(args))
                .read("StateSectorGetInfo", 3, args -> sector(args))
                .read("StateSectorPartition", 3, args -> FilecoinJson.write(SectorLocation.SHAPE, location(args)))
                .read("StateSectorExpiration", 3, args -> expiration(args));
    }

    private static JsonNode list(Collection<SectorOnChainInfo> sectors) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        sectors.forEach(each -> list.add(FilecoinJson.write(SectorOnChainInfo.SHAPE, each)));
        return list;
    }

    /** All where the filter is null; null where there is none of them, as a node writes it. */
    private JsonNode sectors(Args args) {
        Miner miner = views.miner(args, 2);
        if (args.json(1).isNull()) {
            Collection<SectorOnChainInfo> all = miner.sectors().all().values();
            return all.isEmpty() ? NullNode.getInstance() : list(all);
        }
        return list(named(miner, args.as(1, Shapes.BITFIELD)));
    }

    private static Collection<SectorOnChainInfo> named(Miner miner, BitField wanted) {
        BitField unknown = wanted.subtract(BitField.of(miner.sectors().all().keySet()));
        if (!unknown.isEmpty()) {
            throw RpcException.of("can't find sector " + Long.toUnsignedString(unknown.first()));
        }
        return miner.sectors().all().values().stream().filter(sector -> wanted.contains(sector.sectorNumber())).toList();
    }

    private JsonNode active(Args args) {
        Miner miner = views.miner(args, 1);
        return list(named(miner, miner.union(partition -> partition.active())));
    }

    private JsonNode preCommit(Args args) {
        Optional<SectorPreCommitOnChainInfo> found = views.miner(args, 2).preCommits().find(args.unsigned(1));
        return found.isEmpty() ? NullNode.getInstance() : FilecoinJson.write(SectorPreCommitOnChainInfo.SHAPE, found.get());
    }

    private JsonNode sector(Args args) {
        SectorOnChainInfo found = views.miner(args, 2).sectors().all().get(args.unsigned(1));
        return found == null ? NullNode.getInstance() : FilecoinJson.write(SectorOnChainInfo.SHAPE, found);
    }

    private SectorLocation location(Args args) {
        return views.miner(args, 2).locate(args.unsigned(1)).orElseThrow(
                () -> RpcException.of("sector " + Long.toUnsignedString(args.unsigned(1)) + " not due at any deadline"));
    }

    /** Queue epochs; zero in the field that does not apply. */
    private JsonNode expiration(Args args) {
        SectorLocation at = views.miner(args, 2).locate(args.unsigned(1)).orElseThrow(
                () -> RpcException.of("failed to find sector " + Long.toUnsignedString(args.unsigned(1))));
        Partition partition = views.miner(args, 2).deadlines().get((int) at.deadline()).partitions().get((int) at.partition());
        ChainEpoch onTime = partition.expiration(args.unsigned(1), false).orElse(ChainEpoch.ZERO);
        ChainEpoch early = partition.expiration(args.unsigned(1), true).orElse(ChainEpoch.ZERO);
        if (onTime.equals(ChainEpoch.ZERO) && early.equals(ChainEpoch.ZERO)) {
            throw RpcException.of("failed to find sector " + Long.toUnsignedString(args.unsigned(1)));
        }
        return FilecoinJson.write(SectorExpiration.SHAPE, new SectorExpiration(onTime, early));
    }
}
