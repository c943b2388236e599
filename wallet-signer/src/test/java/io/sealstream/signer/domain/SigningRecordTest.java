package io.sealstream.signer.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.Message;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.filecoin.actors.MinerMethod;
import io.sealstream.signer.TestMessages;
import io.sealstream.signer.domain.SigningRecord.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SigningRecordTest {
    private static final Address KEY = Address.bls(new byte[48]);
    private static final SigningPolicy POLICY = SigningPolicy.sealing();

    private static Outcome.Decided decided(SigningRecord record, SigningRequest request) {
        return (Outcome.Decided) record.maySign(request, POLICY);
    }

    private static Decision.Refused refusal(SigningRecord record, SigningRequest request) {
        return (Decision.Refused) decided(record, request).decision();
    }

    private static SigningRecord signed(SigningRequest request) {
        Outcome.Decided outcome = decided(SigningRecord.empty(), request);
        assertThat(outcome.decision()).isInstanceOf(Decision.Approved.class);
        return outcome.next();
    }

    @Test
    void shouldApproveSealingMessageAndGrow() {
        SigningRequest request = TestMessages.request("a", TestMessages.recovery(KEY, 3));
        Outcome.Decided outcome = decided(SigningRecord.empty(), request);
        assertThat(outcome.next().decisions()).containsExactly(outcome.decision());
        assertThat(outcome.decision().meaning()).isEqualTo("miner.DeclareFaultsRecovered to f01000, value 0 FIL");
        assertThat(outcome.decision().cid()).isEqualTo(request.cid());
    }

    @Test
    void shouldRepeatDecisionOfSameRequestId() {
        SigningRequest request = TestMessages.request("a", TestMessages.recovery(KEY, 3));
        SigningRecord record = signed(request);
        assertThat(record.maySign(request, POLICY)).isEqualTo(new Outcome.Repeated(record.decisions().getFirst()));
    }

    @Test
    void shouldRepeatFirstDecisionWhenRequestIdComesBackWithOtherContent() {
        SigningRecord record = signed(TestMessages.request("a", TestMessages.recovery(KEY, 3)));
        SigningRequest other = TestMessages.request("a", TestMessages.recovery(KEY, 4));
        assertThat(record.maySign(other, POLICY)).isEqualTo(new Outcome.Repeated(record.decisions().getFirst()));
    }

    @Test
    void shouldRepeatRefusalEvenWhenPolicyAllowsItNow() {
        SigningRequest request = TestMessages.request("a", TestMessages.send(KEY, Address.id(1234), 1));
        SigningRecord record = decided(SigningRecord.empty(), request).next();
        assertThat(record.maySign(request, SigningPolicy.allowing(List.of("send")))).isInstanceOf(Outcome.Repeated.class);
    }

    @Test
    void shouldRefuseOtherCid() {
        Message message = TestMessages.recovery(KEY, 3);
        SigningRequest request = new SigningRequest("a", KEY.toString(), "", Bytes.of(message.toCbor()),
                TestMessages.recovery(KEY, 4).cid().toString());
        Decision.Refused refused = refusal(SigningRecord.empty(), request);
        assertThat(refused.kind()).isEqualTo(RefusalKind.MALFORMED);
        assertThat(refused.reason()).contains(request.cid(), message.cid().toString());
    }

    @Test
    void shouldRefuseBytesThatAreNoMessage() {
        SigningRequest request = new SigningRequest("a", KEY.toString(), "", Bytes.of(new byte[]{ (byte) 0x80}), "bafy");
        assertThat(refusal(SigningRecord.empty(), request).kind()).isEqualTo(RefusalKind.MALFORMED);
    }

    @Test
    void shouldRefuseOversizedMessage() {
        SigningRequest request = new SigningRequest("a", KEY.toString(), "",
                Bytes.of(new byte[SigningRecord.MAX_MESSAGE_BYTES + 1]), "bafy");
        assertThat(refusal(SigningRecord.empty(), request).reason()).contains("at most 65536");
    }

    @Test
    void shouldRefuseMessageOfAnotherSender() {
        Message message = TestMessages.recovery(Address.secp256k1(new byte[65]), 3);
        SigningRequest request = new SigningRequest("a", KEY.toString(), "", Bytes.of(message.toCbor()),
                message.cid().toString());
        assertThat(refusal(SigningRecord.empty(), request).kind()).isEqualTo(RefusalKind.MALFORMED);
    }

    @Test
    void shouldRefuseIdAddressAsSender() {
        Message message = TestMessages.recovery(Address.id(1001), 3);
        SigningRequest request = new SigningRequest("a", KEY.toString(), "", Bytes.of(message.toCbor()),
                message.cid().toString());
        assertThat(refusal(SigningRecord.empty(), request).reason()).contains("id address f01001", KEY.toString());
    }

    @Test
    void shouldRefuseParamsThatAreNotOfTheMethod() {
        Message message = TestMessages.call(KEY, 1, MinerMethod.SUBMIT_WINDOWED_POST.number(),
                Bytes.of(new byte[]{ (byte) 0x82, 0x00, (byte) 0xf5}));
        assertThat(refusal(SigningRecord.empty(), TestMessages.request("a", message)).reason())
                .contains("parameters of miner.SubmitWindowedPoSt");
    }

    @Test
    void shouldRefuseParamsWhereMethodHasNone() {
        Message message = TestMessages.call(KEY, 1, MinerMethod.REPAY_DEBT.number(), Bytes.of(new byte[]{ (byte) 0x80}));
        assertThat(refusal(SigningRecord.empty(), TestMessages.request("a", message)).kind()).isEqualTo(RefusalKind.MALFORMED);
    }

    @Test
    void shouldRefuseWhatPolicyForbids() {
        SigningRequest request = TestMessages.request("a", TestMessages.send(KEY, Address.id(1234), 1));
        Decision.Refused refused = refusal(SigningRecord.empty(), request);
        assertThat(refused.kind()).isEqualTo(RefusalKind.POLICY);
        assertThat(refused.meaning()).isEqualTo("send to f01234, value 1 FIL");
    }

    @Test
    void shouldRefuseSecondContentForOneNonce() {
        Message first = TestMessages.recovery(KEY, 3);
        Message second = TestMessages.recovery(KEY, 4).withNonce(3);
        Decision.Refused refused = refusal(signed(TestMessages.request("a", first)), TestMessages.request("b", second));
        assertThat(refused.kind()).isEqualTo(RefusalKind.POLICY);
        assertThat(refused.reason()).contains("nonce 3", first.cid().toString());
    }

    @Test
    void shouldApproveReplacementThatPaysMore() {
        Message first = TestMessages.recovery(KEY, 3);
        Message richer = TestMessages.withPremium(first, 1_101);
        Outcome.Decided outcome = decided(signed(TestMessages.request("a", first)), TestMessages.request("b", richer));
        assertThat(outcome.decision()).isInstanceOfSatisfying(Decision.Approved.class,
                approved -> assertThat(approved.replacement()).isTrue());
    }

    @Test
    void shouldRefuseReplacementThatPaysTooLittleMore() {
        Message first = TestMessages.recovery(KEY, 3);
        Message richer = TestMessages.withPremium(first, 1_100);
        assertThat(refusal(signed(TestMessages.request("a", first)), TestMessages.request("b", richer)).reason())
                .contains("at least 1101");
    }

    @Test
    void shouldRefuseReplacementWithOtherValue() {
        Message first = TestMessages.recovery(KEY, 3);
        Message other = new Message(first.to(), first.from(), 3, TokenAmount.ofFil(1), first.gasLimit(), first.gasFeeCap(),
                TokenAmount.ofAtto(9_000), first.method(), first.params());
        assertThat(refusal(signed(TestMessages.request("a", first)), TestMessages.request("b", other)).kind())
                .isEqualTo(RefusalKind.POLICY);
    }

    @Test
    void shouldSignSameMessageAgainUnderAnotherRequest() {
        Message message = TestMessages.recovery(KEY, 3);
        Outcome.Decided outcome = decided(signed(TestMessages.request("a", message)), TestMessages.request("b", message));
        assertThat(outcome.decision()).isInstanceOfSatisfying(Decision.Approved.class,
                approved -> assertThat(approved.replacement()).isFalse());
    }

    @Test
    void shouldFreeNonceOfRefusedMessage() {
        SigningRecord record = decided(SigningRecord.empty(),
                TestMessages.request("a", TestMessages.send(KEY, Address.id(1234), 1))).next();
        assertThat(decided(record, TestMessages.request("b", TestMessages.recovery(KEY, 1))).decision())
                .isInstanceOf(Decision.Approved.class);
    }

    @Test
    void shouldNeverGiveOneNonceTwoEffects() {
        Random random = new Random(7);
        for (int run = 0; run < 50; run++) {
            SigningRecord record = SigningRecord.empty();
            for (int step = 0; step < 40; step++) {
                Message message = TestMessages.withPremium(
                        TestMessages.recovery(KEY, random.nextInt(5)).withNonce(random.nextInt(5)),
                        1_000 + random.nextInt(400));
                if (record.maySign(TestMessages.request("r" + random.nextInt(60), message),
                        POLICY) instanceof Outcome.Decided(SigningRecord next, Decision decision)) {
                    record = next;
                    assertThat(decision).isEqualTo(record.decisions().getLast());
                }
            }
            assertSingleEffects(record);
        }
    }

    private static void assertSingleEffects(SigningRecord record) {
        Map<Long, Bytes> effects = new HashMap<>();
        List<String> ids = new ArrayList<>();
        for (Decision decision : record.decisions()) {
            ids.add(decision.requestId());
            if (decision instanceof Decision.Approved approved) {
                Bytes known = effects.putIfAbsent(approved.message().nonce(), approved.message().params());
                assertThat(known).isIn(null, approved.message().params());
            }
        }
        assertThat(ids).doesNotHaveDuplicates();
    }
}
