package io.sealstream.signer;

import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.BlockHeader;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.Signature;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.filecoin.offchain.AskResponse;
import io.sealstream.filecoin.offchain.ClientDealProposal;
import io.sealstream.filecoin.offchain.DealResponse;
import io.sealstream.filecoin.offchain.DrawRandomParams;
import io.sealstream.filecoin.offchain.ProviderDealState;
import io.sealstream.filecoin.offchain.SignedVoucher;
import io.sealstream.filecoin.offchain.StorageAsk;
import io.sealstream.filecoin.state.DealProposal;
import io.sealstream.signer.domain.StatementType;
import java.util.List;

/** One good statement of each type that is decoded, with what must be signed for it. */
public final class TestStatements {
    private static final Cid CID = Cid.ofRaw(new byte[]{ 1});
    private static final Signature SIGNATURE = Signature.bls(new byte[96]);
    public static final BlockHeader BLOCK = block(5);
    public static final DealProposal DEAL = new DealProposal(Cid.unsealed(new byte[32]), 2048, false, Address.id(1),
            Address.id(2),
            "label", new ChainEpoch(1), new ChainEpoch(2), TokenAmount.ZERO, TokenAmount.ZERO, TokenAmount.ZERO);
    private static final StorageAsk ASK = new StorageAsk(Address.id(1000), TokenAmount.ofAtto(3), 4, new ChainEpoch(200),
            new ChainEpoch(100), 1024, 256, TokenAmount.ZERO);

    /** What is asked for and what is signed. */
    public record Sample(StatementType type, Bytes data, Bytes signed) {}

    private TestStatements() {}

    private static BlockHeader block(long timestamp) {
        return new BlockHeader(Address.id(1000), null, null, List.of(), List.of(), List.of(CID), TokenAmount.ZERO,
                new ChainEpoch(77),
                CID, CID, CID, null, timestamp, null, 0, TokenAmount.ofAtto(100));
    }

    /** Another block of the same miner at the same height. */
    public static BlockHeader rivalBlock() {
        return block(6);
    }

    private static Bytes of(byte[] bytes) {
        return Bytes.of(bytes);
    }

    public static List<Sample> all() {
        ClientDealProposal client = new ClientDealProposal(DEAL, SIGNATURE);
        SignedVoucher voucher = new SignedVoucher(Address.id(90), new ChainEpoch(0), new ChainEpoch(0), Bytes.EMPTY, null, 1, 2,
                TokenAmount.ofFil(5), new ChainEpoch(0), List.of(), SIGNATURE);
        AskResponse response = new AskResponse(new AskResponse.SignedAsk(ASK, null));
        DrawRandomParams random = new DrawRandomParams(of(new byte[]{ 1, 2}), 2, new ChainEpoch(77), of(new byte[]{ 3}));
        Bytes deal = of(DealProposal.SHAPE.toCbor(DEAL));
        Bytes ask = of(StorageAsk.SHAPE.toCbor(ASK));
        Bytes answer = of(DealResponse.SHAPE.toCbor(new DealResponse(7, "no", CID, null)));
        Bytes state = of(ProviderDealState.SHAPE.toCbor(new ProviderDealState(1, 2, "", DEAL, null, null, CID, true)));
        return List.of(
                new Sample(StatementType.BLOCK, of(BLOCK.withBlockSig(SIGNATURE).toCbor()), of(BLOCK.signingBytes())),
                new Sample(StatementType.DEAL_PROPOSAL, deal, deal),
                new Sample(StatementType.CLIENT_DEAL, of(ClientDealProposal.SHAPE.toCbor(client)), of(client.cid().toBytes())),
                new Sample(StatementType.DRAW_RANDOM_PARAM, of(DrawRandomParams.SHAPE.toCbor(random)), random.signingBytes()),
                new Sample(StatementType.SIGNED_VOUCHER, of(SignedVoucher.SHAPE.toCbor(voucher)), voucher.signingBytes()),
                new Sample(StatementType.STORAGE_ASK, ask, ask),
                new Sample(StatementType.ASK_RESPONSE, of(AskResponse.SHAPE.toCbor(response)), of(ASK.toVersion0Cbor())),
                new Sample(StatementType.NETWORK_RESPONSE, answer, answer),
                new Sample(StatementType.PROVIDER_DEAL_STATE, state, state));
    }

    public static Sample of(StatementType type) {
        return all().stream().filter(sample -> sample.type() == type).findFirst().orElseThrow();
    }
}
