package io.sealstream.manager.cli;

import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.JsonTree;
import io.sealstream.filecoin.SectorSize;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.TipSetKey;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.manager.edge.chain.Answer;
import io.sealstream.manager.edge.chain.ChainCallException;
import io.sealstream.manager.edge.chain.ChainNode;
import java.util.List;
import java.util.function.Supplier;

/** What commands ask of the chain, at its head. */
final class ChainReads {
    private static final JsonTree HEAD = TipSetKey.SHAPE.toJson(TipSetKey.EMPTY);

    private final ChainNode node;

    ChainReads(ChainNode node) {
        this.node = node;
    }

    /**
     * A miner.
     *
     * @param owner        owner as a key address, where it is a key
     * @param worker       worker as the chain has it
     * @param controls     control addresses as the chain has them
     * @param rawPower     bytes
     * @param qualityPower bytes
     */
    record MinerFacts(Address owner, Address worker, List<Address> controls, SectorSize size, long partitionSectors,
            String rawPower,
            String qualityPower, TokenAmount available) {}

    /** What the creation of a miner costs, exactly. */
    TokenAmount creationDeposit() {
        return asking(() -> node.call("StateMinerCreationDeposit", HEAD).as(Shapes.AMOUNT));
    }

    SectorSize sectorSize(ActorId miner) {
        return asking(() -> size(node.call("StateMinerInfo", param(miner), HEAD)));
    }

    MinerFacts miner(ActorId miner) {
        return asking(() -> {
            Answer info = node.call("StateMinerInfo", param(miner), HEAD);
            Answer power = node.call("StateMinerPower", param(miner), HEAD).at("MinerPower");
            TokenAmount available = node.call("StateMinerAvailableBalance", param(miner), HEAD).as(Shapes.AMOUNT);
            SectorSize size = size(info);
            return new MinerFacts(keyOf(info.at("Owner").as(Shapes.ADDRESS)), info.at("Worker").as(Shapes.ADDRESS),
                    info.at("ControlAddresses").items().stream().map(each -> each.as(Shapes.ADDRESS)).toList(), size,
                    size.windowPoStPartitionSectors(), power.at("RawBytePower").as(Shapes.BIG).toString(),
                    power.at("QualityAdjPower").as(Shapes.BIG).toString(), available);
        });
    }

    /** The key address of an account. */
    Address key(Address address) {
        return asking(() -> keyOf(address));
    }

    private Address keyOf(Address address) {
        return address.isKey() ? address : node.call("StateAccountKey", Shapes.ADDRESS.toJson(address), HEAD).as(Shapes.ADDRESS);
    }

    private static SectorSize size(Answer info) {
        long bytes = info.at("SectorSize").number();
        return SectorSize.of(bytes).orElseThrow(() -> new CliFailure("the chain node names an unknown sector size " + bytes));
    }

    private static JsonTree param(ActorId miner) {
        return Shapes.ADDRESS.toJson(miner.address());
    }

    private static <T> T asking(Supplier<T> question) {
        try {
            return question.get();
        } catch (ChainCallException e) {
            throw new CliFailure(switch (e.kind()) {
                case UNREACHABLE -> "the chain node cannot be asked (" + e.reason() + "); check --chain or chain.url in --config";
                case REFUSED, UNREADABLE, TOO_EARLY, EXPIRED -> "the chain node refused: " + e.reason();
            });
        }
    }
}
