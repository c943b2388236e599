package io.sealstream.manager.edge.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.Message;
import io.sealstream.filecoin.Signature;
import io.sealstream.filecoin.SignedMessage;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.filecoin.json.FilecoinJson;
import io.sealstream.rpc.RpcException;
import io.sealstream.schemas.avro.EstimateMessage;
import io.sealstream.schemas.avro.GasEstimated;
import io.sealstream.schemas.avro.MessageSearched;
import io.sealstream.schemas.avro.PushAccepted;
import io.sealstream.schemas.avro.PushMessage;
import io.sealstream.schemas.avro.SearchMessage;
import java.nio.ByteBuffer;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageCallsTest {
    private static final Address SENDER = Address.bls(new byte[48]);
    private static final Message MESSAGE = Message.call(Address.id(1000), SENDER, TokenAmount.ofFil(1), 28, Bytes.fromHex("80"));
    private static final SignedMessage SIGNED = new SignedMessage(
            MESSAGE.withNonce(7).withGas(1000, TokenAmount.ofAtto(200), TokenAmount.ofAtto(10)), Signature.bls(new byte[96]));

    private final FakeChain chain = new FakeChain("ChainHead", "GasEstimateMessageGas", "MpoolGetNonce", "MpoolPush",
            "MpoolPending",
            "StateSearchMsg", "StateGetActor", "ChainGetTipSet", "ChainGetParentMessages", "ChainGetParentReceipts",
            "StateLookupID").answer("ChainHead", FakeChain.tipset("head", 5000, "parent").toString())
            .answer("ChainGetTipSet", params -> {
                boolean after = params.path(0).path(0).path("/").asText().equals(FakeChain.cid("after").toString());
                ObjectNode tipset = after ? FakeChain.tipset("after", 4998, "holder") : FakeChain.tipset("holder", 4997, "older");
                ((ObjectNode) tipset.path("Blocks").path(0)).put("ParentBaseFee", after ? "999" : "123");
                return tipset;
            });
    private final ChainRequests requests = new ChainRequests(chain.node(), chain.node());

    @AfterEach
    void close() {
        chain.close();
    }

    private SpecificRecord answer(SpecificRecord request) {
        return requests.answer(RequestFacts.of(request).orElseThrow(), request);
    }

    private boolean isRetriable(SpecificRecord request) {
        ChainCallException failure = catchThrowableOfType(ChainCallException.class, () -> answer(request));
        return ChainRequests.failed(RequestFacts.of(request).orElseThrow(), failure).getRetriable();
    }

    private static EstimateMessage estimate() {
        return EstimateMessage.newBuilder().setRequestId("e").setSender(SENDER.toString()).setIntent("i").setValidUntil(0)
                .setMessage(ByteBuffer.wrap(MESSAGE.toCbor())).setMaxFee("1000000").build();
    }

    private static PushMessage push() {
        return PushMessage.newBuilder().setRequestId("p").setSender(SENDER.toString()).setIntent("i").setValidUntil(0)
                .setCid(SIGNED.cid().toString()).setSignedMessage(ByteBuffer.wrap(SIGNED.toCbor())).build();
    }

    private static SearchMessage search() {
        return SearchMessage.newBuilder().setRequestId("s").setSender(SENDER.toString()).setIntent("i").setValidUntil(0)
                .setCid(SIGNED.cid().toString()).setNonce(7).build();
    }

    @Test
    void shouldEstimateWithTheMaximumFeeAndReadTheNonce() {
        Message filled = MESSAGE.withGas(1_234_567, TokenAmount.ofAtto(200), TokenAmount.ofAtto(10));
        chain.answer("GasEstimateMessageGas", params -> FilecoinJson.message(filled));
        chain.answer("MpoolGetNonce", "7");
        GasEstimated estimated = (GasEstimated) answer(estimate());
        assertThat(estimated.getGasLimit()).isEqualTo(1_234_567);
        assertThat(estimated.getGasFeeCap()).isEqualTo("200");
        assertThat(estimated.getGasPremium()).isEqualTo("10");
        assertThat(estimated.getStateNonce()).isEqualTo(7);
        assertThat(estimated.getBaseFee()).isEqualTo("100");
        assertThat(chain.lastParams("GasEstimateMessageGas")).contains("{\"MaxFee\":\"1000000\"}").contains("\"Method\":28");
    }

    @Test
    void shouldGiveUpAnEstimationThatTheNodeRefusesWithAnExitCode() {
        chain.refuse("GasEstimateMessageGas", "message execution failed: exit 16, reason: bad proof");
        assertThat(isRetriable(estimate())).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "message execution failed: exit ErrIllegalArgument(16), reason: bad proof (RetCode=16) | 16",
        "estimating gas used: message execution failed (exit=[ErrInsufficientFunds(19)], revert reason=[none], vm error=[no]) | 19",
        "message execution failed (exit=[33], revert reason=[none], vm error=[message failed with backtrace: 00: f01985 (method 2) -- contract reverted (33)]) | 33",
        "message execution failed: exit 4294967295, reason: odd | 4294967295",
        "CallWithGas failed: fork (RetCode=20) | 20", "estimating gas used: call ran out of gas | 7",
        "mpool push: not enough funds: 16 < 20 | 0"})
    void shouldNameTheExitCodeOfAFailedEstimation(String text, long code) {
        chain.refuse("GasEstimateMessageGas", text);
        ChainCallException failure = catchThrowableOfType(ChainCallException.class, () -> answer(estimate()));
        assertThat(ChainRequests.failed(RequestFacts.of(estimate()).orElseThrow(), failure).getExitCode()).isEqualTo(code);
    }

    @Test
    void shouldRepeatAnEstimationOfABusyNode() {
        chain.refuse("GasEstimateMessageGas", "too many requests");
        assertThat(isRetriable(estimate())).isTrue();
    }

    @Test
    void shouldPushWithoutAskingForTheHead() {
        chain.answer("MpoolPush", "{\"/\":\"" + SIGNED.cid() + "\"}");
        PushAccepted accepted = (PushAccepted) answer(push());
        assertThat(accepted.getCid()).isEqualTo(SIGNED.cid().toString());
        assertThat(chain.count("ChainHead")).isZero();
    }

    @Test
    void shouldCountAPushAsAcceptedWhenThePoolHasTheSameMessage() {
        chain.refuse("MpoolPush", "message from f3… with nonce 7 already in mpool");
        chain.answer("StateSearchMsg", "null");
        chain.answer("MpoolPending", params -> {
            ArrayNode pending = FakeChain.JSON.createArrayNode();
            return pending.add(FilecoinJson.signedMessage(SIGNED));
        });
        assertThat(answer(push())).isInstanceOf(PushAccepted.class);
    }

    @Test
    void shouldCountAPushAsAcceptedWhenTheMessageHasLanded() {
        chain.refuse("MpoolPush", "message nonce too low");
        chain.answer("StateSearchMsg", found(SIGNED.cid().toString()));
        assertThat(answer(push())).isInstanceOf(PushAccepted.class);
    }

    @Test
    void shouldNotCountAPushAsAcceptedWhenAnotherMessageTookTheNonce() {
        chain.refuse("MpoolPush", "message nonce too low");
        chain.answer("StateSearchMsg", found(FakeChain.cid("other").toString()));
        assertThat(isRetriable(push())).isTrue();
    }

    @Test
    void shouldRepeatAPushThatMayBeMendedAndGiveUpABadSignature() {
        chain.answer("StateSearchMsg", "null").answer("MpoolPending", "[]");
        chain.refuse("MpoolPush", "not enough funds");
        assertThat(isRetriable(push())).isTrue();
        chain.refuse("MpoolPush", "message had invalid signature");
        assertThat(isRetriable(push())).isFalse();
    }

    @Test
    void shouldFindAMessageWithItsReceipt() {
        chain.answer("StateGetActor", "{\"Nonce\":8,\"Balance\":\"1\"}");
        chain.answer("StateSearchMsg", found(SIGNED.cid().toString()));
        MessageSearched searched = (MessageSearched) answer(search());
        assertThat(searched.getFound()).isTrue();
        assertThat(searched.getHeight()).isEqualTo(4998);
        assertThat(searched.getExitCode()).isEqualTo(16);
        assertThat(searched.getGasUsed()).isEqualTo(321);
        assertThat(searched.getReturnValue().remaining()).isEqualTo(1);
        assertThat(searched.getFoundCid()).isEqualTo(SIGNED.cid().toString());
        assertThat(searched.getStateNonce()).isEqualTo(8);
        assertThat(searched.getBaseFee()).as("of the tipset that holds it, not of the one after").isEqualTo("123");
    }

    @Test
    void shouldTakeAMessageThatTheNodeHasNeverSeenForOneThatHasNotLanded() {
        chain.answer("StateGetActor", "{\"Nonce\":8,\"Balance\":\"1\"}");
        chain.refuse("StateSearchMsg", "failed to load message: ipld: could not find " + SIGNED.cid());
        assertThat(((MessageSearched) answer(search())).getFound()).isFalse();
        chain.refuse("StateSearchMsg", "loading tipset: ipld: could not find it");
        assertThat(isRetriable(search())).isTrue();
    }

    @Test
    void shouldFindAnOlderVersionWhereTheNodeNeverSawTheNewest() {
        String older = FakeChain.cid("older version").toString();
        chain.answer("StateGetActor", "{\"Nonce\":8,\"Balance\":\"1\"}");
        chain.answer("StateSearchMsg", params -> {
            if (params.path(1).path("/").asText().equals(older)) {
                return FakeChain.parse(found(older));
            }
            throw RpcException.of("failed to load message: ipld: could not find " + SIGNED.cid());
        });
        MessageSearched searched = (MessageSearched) answer(
                SearchMessage.newBuilder(search()).setAlternatives(java.util.List.of(older)).build());
        assertThat(searched.getFoundCid()).isEqualTo(older);
    }

    @Test
    void shouldFindTheForeignMessageThatTookTheNonceWhereTheNodeRefusesToAnswerForOurs() {
        String foreign = FakeChain.cid("other").toString();
        chain.answer("StateGetActor", "{\"Nonce\":8,\"Balance\":\"1\"}");
        chain.answer("StateSearchMsg", params -> {
            if (params.path(1).path("/").asText().equals(foreign)) {
                return FakeChain.parse(found(foreign));
            }
            throw RpcException
                    .of("found message with equal nonce as the one we are looking for that is NOT a valid replacement message (F:"
                            + SIGNED.cid() + " n 7, TS: " + foreign + " n7)");
        });
        MessageSearched searched = (MessageSearched) answer(search());
        assertThat(searched.getFound()).isTrue();
        assertThat(searched.getFoundCid()).isEqualTo(foreign);
    }

    @Test
    void shouldFindTheForeignMessageThatTookTheNonceWhereTheNodeNeverSawOurs() {
        String foreign = FakeChain.cid("other").toString();
        chain.refuse("StateSearchMsg", "failed to load message: ipld: could not find " + SIGNED.cid());
        chain.answer("ChainGetTipSet", params -> switch (name(params)) {
            case "parent" -> FakeChain.tipset("parent", 4999, "after");
            case "after" -> FakeChain.tipset("after", 4998, "holder");
            default -> FakeChain.tipset("holder", 4997, "older");
        });
        chain.answer("StateGetActor", params -> FakeChain.parse("{\"Nonce\":" + (params.path(1).toString()
                .contains(FakeChain.cid("holder").toString()) ? 7 : 8) + "}"));
        chain.answer("StateLookupID", "\"f0123\"");
        chain.answer("ChainGetParentMessages", params -> {
            ArrayNode messages = FakeChain.JSON.createArrayNode();
            messages.addObject().put("x", 1).set("Message", FilecoinJson.message(MESSAGE.withNonce(6)));
            messages.addObject().<ObjectNode>set("Cid", FakeChain.link("other")).set("Message",
                    FilecoinJson.message(MESSAGE.withNonce(7).withFrom(Address.id(123))));
            return messages;
        });
        chain.answer("ChainGetParentReceipts", "[{\"ExitCode\":0,\"Return\":\"\",\"GasUsed\":1,\"EventsRoot\":null},"
                + "{\"ExitCode\":0,\"Return\":\"\",\"GasUsed\":77,\"EventsRoot\":null}]");
        MessageSearched searched = (MessageSearched) answer(search());
        assertThat(searched.getFoundCid()).isEqualTo(foreign);
        assertThat(searched.getHeight()).isEqualTo(4998);
        assertThat(searched.getGasUsed()).isEqualTo(77);
    }

    private static String name(JsonNode params) {
        String cid = params.path(0).path(0).path("/").asText();
        return java.util.stream.Stream.of("parent", "after", "holder").filter(each -> FakeChain.cid(each).toString().equals(cid))
                .findFirst().orElse("");
    }

    @Test
    void shouldReportAMessageThatHasNotLandedOfASenderThatDoesNotExist() {
        chain.refuse("StateGetActor", "resolution lookup failed: actor not found");
        chain.answer("StateSearchMsg", "null");
        MessageSearched searched = (MessageSearched) answer(search());
        assertThat(searched.getFound()).isFalse();
        assertThat(searched.getStateNonce()).isZero();
    }

    private static String found(String cid) {
        return """
               {"Message":{"/":"%s"},"Receipt":{"ExitCode":16,"Return":"gA==","GasUsed":321,"EventsRoot":null},"ReturnDec":null,
               "TipSet":[{"/":"%s"}],"Height":4998}""".formatted(cid, FakeChain.cid("after"));
    }
}
