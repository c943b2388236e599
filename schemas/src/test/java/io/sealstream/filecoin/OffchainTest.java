package io.sealstream.filecoin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sealstream.filecoin.offchain.AskResponse;
import io.sealstream.filecoin.offchain.ClientDealProposal;
import io.sealstream.filecoin.offchain.DealResponse;
import io.sealstream.filecoin.offchain.DrawRandomParams;
import io.sealstream.filecoin.offchain.SignedVoucher;
import io.sealstream.filecoin.offchain.StorageAsk;
import io.sealstream.filecoin.state.DealProposal;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Objects that wallets sign besides messages; bytes written out by hand from the layout that Go's generator gives each type. */
class OffchainTest {
    private static final StorageAsk ASK = new StorageAsk(Address.id(1000), TokenAmount.ofAtto(3), 4, new ChainEpoch(200),
            new ChainEpoch(100), 1024, 256, TokenAmount.ZERO);
    private static final String ASK_MAP = "a8" + text("Miner") + "4300e807" + text("Price") + "420003" + text("SeqNo") + "04"
            + text("Expiry") + "18c8" + text("Timestamp") + "1864" + text("MaxPieceSize") + "190400" + text("MinPieceSize")
            + "190100"
            + text("VerifiedPrice") + "40";

    private static String text(String name) {
        return Bytes.of(new CborWriter().text(name).toBytes()).toHex();
    }

    @Test
    void shouldWriteAsksAsMapsAndInResponsesAsTuples() {
        assertThat(Bytes.of(StorageAsk.SHAPE.toCbor(ASK)).toHex()).isEqualTo(ASK_MAP);
        AskResponse response = new AskResponse(new AskResponse.SignedAsk(ASK, null));
        assertThat(Bytes.of(AskResponse.SHAPE.toCbor(response)).toHex())
                .isEqualTo("a1" + text("Ask") + "a2" + text("Ask") + ASK_MAP + text("Signature") + "f6");
        assertThat(response.signingBytes().toHex())
                .isEqualTo("88" + "420003" + "40" + "190100" + "190400" + "4300e807" + "1864" + "18c8" + "04");
    }

    @Test
    void shouldReadMapsInTheOneOrderOnly() {
        DealResponse response = new DealResponse(7, "no", Cid.ofRaw(new byte[]{ 1}), null);
        byte[] cbor = DealResponse.SHAPE.toCbor(response);
        assertThat(DealResponse.SHAPE.fromCbor(cbor)).isEqualTo(response);
        String hex = Bytes.of(cbor).toHex();
        String swapped = hex.replace(text("State") + "07" + text("Message") + text("no"),
                text("Message") + text("no") + text("State") + "07");
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> DealResponse.SHAPE.fromCbor(Bytes.fromHex(swapped).toArray()))
                .withMessageContaining("key 'Message' where 'State' is expected");
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> DealResponse.SHAPE.fromCbor(Bytes.fromHex("a3" + hex.substring(2)).toArray()))
                .withMessageContaining("map of 3 entries instead of 4");
    }

    @Test
    void shouldSignVouchersWithoutTheirSignature() {
        SignedVoucher voucher = new SignedVoucher(Address.id(90), new ChainEpoch(0), new ChainEpoch(0), Bytes.EMPTY, null, 1, 2,
                TokenAmount.ofAtto(5), new ChainEpoch(0), List.of(new SignedVoucher.Merge(3, 4)), Signature.bls(new byte[]{ 9}));
        assertThat(voucher.signingBytes().toHex())
                .isEqualTo("8b" + "42005a" + "00" + "00" + "40" + "f6" + "01" + "02" + "420005" + "00"
                        + "81820304" + "f6");
    }

    @Test
    void shouldDrawRandomnessAsTheChainDoes() {
        DrawRandomParams params = new DrawRandomParams(Bytes.fromHex("0102"), 2, new ChainEpoch(77), Bytes.fromHex("4300e807"));
        assertThat(params.signingBytes()).isEqualTo(Randomness.draw(Bytes.fromHex("0102"),
                DomainSeparationTag.ELECTION_PROOF_PRODUCTION, new ChainEpoch(77), Bytes.fromHex("4300e807")));
        assertThat(Bytes.of(DrawRandomParams.SHAPE.toCbor(params)).toHex()).isEqualTo(
                "a4" + text("Rbase") + "420102" + text("Pers") + "02" + text("Round") + "184d" + text("Entropy") + "444300e807");
    }

    @Test
    void shouldNameProposalsBySha256() {
        DealProposal proposal = new DealProposal(Cid.unsealed(new byte[32]), 2048, false, Address.id(1), Address.id(2), "label",
                new ChainEpoch(1), new ChainEpoch(2), TokenAmount.ZERO, TokenAmount.ZERO, TokenAmount.ZERO);
        ClientDealProposal signed = new ClientDealProposal(proposal, Signature.bls(new byte[96]));
        assertThat(signed.cid().toString()).startsWith("bafyrei");
        assertThat(signed.signingBytes().toArray()).startsWith(1, 0x71, 0x12, 0x20)
                .endsWith(Hashes.sha256(ClientDealProposal.SHAPE.toCbor(signed)));
    }
}
