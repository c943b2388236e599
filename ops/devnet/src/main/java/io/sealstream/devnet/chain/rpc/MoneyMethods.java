package io.sealstream.devnet.chain.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealstream.devnet.chain.blocks.Chain;
import io.sealstream.devnet.chain.blocks.Entry;
import io.sealstream.devnet.chain.miner.Miner;
import io.sealstream.devnet.chain.state.ChainState;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.Pledge;
import io.sealstream.filecoin.SealProofType;
import io.sealstream.filecoin.SectorMoney;
import io.sealstream.filecoin.SectorSize;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.filecoin.actors.SectorPreCommitInfo;
import io.sealstream.filecoin.json.FilecoinJson;
import io.sealstream.filecoin.state.DealProposal;
import io.sealstream.rpc.RpcException;
import java.math.BigInteger;

/** What a miner owns and what is asked of it: deposits and pledges, quoted with lotus' margin (chain.md 3.2, 4.11). */
final class MoneyMethods {
    /** Lotus adds a tenth to deposits and pledges it quotes ({@code initialPledgeNum}, {@code initialPledgeDen}). */
    private static final long MARGIN_NUMERATOR = 110;
    private static final long MARGIN_DENOMINATOR = 100;

    private final Chain chain;
    private final Views views;

    MoneyMethods(Chain chain) {
        this.chain = chain;
        this.views = new Views(chain);
    }

    void register(Methods methods) {
        methods.read("StateMinerAvailableBalance", 2, args -> available(args))
                .read("StateMinerPreCommitDepositForPower", 3, args -> deposit(args))
                .read("StateMinerInitialPledgeCollateral", 3, args -> collateral(args))
                .read("StateMinerInitialPledgeForSector", 4, args -> pledge(args))
                .read("StateMinerCreationDeposit", 1, args -> creation(args));
    }

    private static JsonNode amount(TokenAmount amount) {
        return FilecoinJson.write(Shapes.AMOUNT, amount);
    }

    private static JsonNode withMargin(TokenAmount amount) {
        return amount(amount.scaled(MARGIN_NUMERATOR, MARGIN_DENOMINATOR));
    }

    /** What could be withdrawn at the tipset's height, vested funds that are still in the table included. */
    private JsonNode available(Args args) {
        Entry entry = views.entry(args.tipSetKey(1));
        ChainState state = views.state(entry);
        Miner miner = Views.miner(state, args.address(0));
        TokenAmount vested = miner.funds().vested(new ChainEpoch(entry.height()));
        return amount(miner.funds().available(state.balance(miner.id().value())).plus(vested));
    }

    private Pledge economy(Args args, int tipSetAt) {
        return chain.economyAt(views.entry(args.tipSetKey(tipSetAt)));
    }

    private static SectorSize size(SectorPreCommitInfo info) {
        return SealProofType.of(info.sealProof()).map(SealProofType::sectorSize).orElseThrow(
                () -> RpcException.of("failed to get resolve size: unsupported proof type: " + info.sealProof()));
    }

    private JsonNode deposit(Args args) {
        Pledge economy = economy(args, 2);
        return withMargin(economy.preCommitDeposit(size(args.as(1, SectorPreCommitInfo.SHAPE))));
    }

    /** The older form: power from the deals that a precommit names, as if their verified data filled its whole life. */
    private JsonNode collateral(Args args) {
        Entry entry = views.entry(args.tipSetKey(2));
        SectorPreCommitInfo info = args.as(1, SectorPreCommitInfo.SHAPE);
        ChainEpoch now = new ChainEpoch(entry.height());
        BigInteger weight = info.dealIds().isEmpty()
                ? BigInteger.ZERO
                : new DealTerms().of(views.state(entry), args.address(0), info.dealIds(), info.expiration(), now).stream()
                        .filter(DealProposal::verifiedDeal).map(MoneyMethods::weight).reduce(BigInteger.ZERO, BigInteger::add);
        return withMargin(economy(args, 2).initialPledge(
                SectorMoney.qaPower(size(info), Math.max(1, info.expiration().since(now)), weight)));
    }

    private static BigInteger weight(DealProposal deal) {
        return BigInteger.valueOf(deal.pieceSize()).multiply(BigInteger.valueOf(deal.endEpoch().since(deal.startEpoch())));
    }

    /** Duration, sector size, verified bytes. */
    private JsonNode pledge(Args args) {
        long duration = args.number(0);
        if (duration <= 0) {
            throw RpcException.of("sector duration must greater than 0");
        }
        SectorSize size = SectorSize.of(args.unsigned(1)).orElseThrow(
                () -> RpcException.of("sector size " + Long.toUnsignedString(args.unsigned(1)) + " is not one of a sector"));
        long verified = args.unsigned(2);
        if (Long.compareUnsigned(verified, size.bytes()) > 0) {
            throw RpcException.of("verified deal size must be less than or equal to sector size");
        }
        BigInteger weight = BigInteger.valueOf(verified).multiply(BigInteger.valueOf(duration));
        return withMargin(economy(args, 3).initialPledge(SectorMoney.qaPower(size, duration, weight)));
    }

    /** Exact, without a margin. */
    private JsonNode creation(Args args) {
        return amount(economy(args, 0).createMinerDeposit(chain.rules().policy().minimumPower()));
    }
}
