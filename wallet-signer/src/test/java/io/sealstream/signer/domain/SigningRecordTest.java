package io.sealstream.signer.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.Message;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.filecoin.actors.MinerMethod;
import io.sealstream.signer.TestMessages;
import io.sealstream.signer.domain.SigningRecord.Conflicts;
import io.sealstream.signer.domain.SigningRecord.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SigningRecordTest {
    private static final Address KEY = Address.bls(new byte[48]);
    private static final SigningPolicy POLICY = SigningPolicy.sealing();
    private static final long NOW = 1_000;

    private static Outcome outcome(SigningRecord record, SigningRequest request) {
        return outcome(record, request, POLICY);
    }

    private static Outcome outcome(SigningRecord record, SigningRequest request, SigningPolicy policy) {
        return record.maySign(request, policy, Moment.at(NOW), Conflicts.REFUSED);
    }

    private static Outcome outcomeAt(long epoch, SigningRecord record, SigningRequest request) {
        return record.maySign(request, POLICY, new Moment(NOW, OptionalLong.of(epoch)), Conflicts.REFUSED);
    }

    private static Outcome.Decided decided(SigningRecord record, SigningRequest request) {
        return (Outcome.Decided) outcome(record, request);
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
        assertThat(outcome(record, request)).isEqualTo(new Outcome.Repeated(record.decisions().getFirst()));
    }

    @Test
    void shouldRepeatFirstDecisionWhenRequestIdComesBackWithOtherContent() {
        SigningRecord record = signed(TestMessages.request("a", TestMessages.recovery(KEY, 3)));
        SigningRequest other = TestMessages.request("a", TestMessages.recovery(KEY, 4));
        assertThat(outcome(record, other)).isEqualTo(new Outcome.Repeated(record.decisions().getFirst()));
    }

    @Test
    void shouldRepeatRefusalEvenWhenPolicyAllowsItNow() {
        SigningRequest request = TestMessages.request("a", TestMessages.send(KEY, Address.id(1234), 1));
        SigningRecord record = decided(SigningRecord.empty(), request).next();
        assertThat(outcome(record, request, SigningPolicy.allowing(List.of("send")))).isInstanceOf(Outcome.Repeated.class);
    }

    @Test
    void shouldRefuseOtherCid() {
        Message message = TestMessages.recovery(KEY, 3);
        SigningRequest request = new SigningRequest("a", Caller.KAFKA, KEY.toString(), "", Bytes.of(message.toCbor()),
                TestMessages.recovery(KEY, 4).cid().toString(), 0);
        Decision.Refused refused = refusal(SigningRecord.empty(), request);
        assertThat(refused.kind()).isEqualTo(RefusalKind.MALFORMED);
        assertThat(refused.reason()).contains(request.cid(), message.cid().toString());
    }

    @Test
    void shouldRefuseBytesThatAreNoMessage() {
        SigningRequest request = new SigningRequest("a", Caller.KAFKA, KEY.toString(), "", Bytes.of(new byte[]{ (byte) 0x80}),
                "bafy", 0);
        assertThat(refusal(SigningRecord.empty(), request).kind()).isEqualTo(RefusalKind.MALFORMED);
    }

    @Test
    void shouldRefuseOversizedMessage() {
        SigningRequest request = new SigningRequest("a", Caller.KAFKA, KEY.toString(), "",
                Bytes.of(new byte[SigningRecord.MAX_MESSAGE_BYTES + 1]), "bafy", 0);
        assertThat(refusal(SigningRecord.empty(), request).reason()).contains("at most 65536");
    }

    @Test
    void shouldRefuseMessageOfAnotherSender() {
        Message message = TestMessages.recovery(Address.secp256k1(new byte[65]), 3);
        SigningRequest request = new SigningRequest("a", Caller.KAFKA, KEY.toString(), "", Bytes.of(message.toCbor()),
                message.cid().toString(), 0);
        assertThat(refusal(SigningRecord.empty(), request).kind()).isEqualTo(RefusalKind.MALFORMED);
    }

    @Test
    void shouldRefuseIdAddressAsSender() {
        Message message = TestMessages.recovery(Address.id(1001), 3);
        SigningRequest request = new SigningRequest("a", Caller.KAFKA, KEY.toString(), "", Bytes.of(message.toCbor()),
                message.cid().toString(), 0);
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
    void shouldApproveReplacementByAnotherCallThatPaysEnough() {
        Message first = TestMessages.recovery(KEY, 3);
        Message other = TestMessages.withPremium(TestMessages.recovery(KEY, 4).withNonce(3), 1_101);
        assertThat(decided(signed(TestMessages.request("a", first)), TestMessages.request("b", other)).decision())
                .isInstanceOfSatisfying(Decision.Approved.class, approved -> assertThat(approved.replacement()).isTrue());
    }

    @Test
    void shouldRoundLeastPremiumOfReplacementDown() {
        Message first = TestMessages.withPremium(TestMessages.recovery(KEY, 3), 999);
        SigningRecord record = signed(TestMessages.request("a", first));
        assertThat(refusal(record, TestMessages.request("b", TestMessages.withPremium(first, 1_098))).kind())
                .isEqualTo(RefusalKind.POLICY);
        assertThat(decided(record, TestMessages.request("b", TestMessages.withPremium(first, 1_099))).decision())
                .isInstanceOf(Decision.Approved.class);
    }

    @Test
    void shouldMeasureReplacementByTheDearestMessageOfItsNonce() {
        Message first = TestMessages.recovery(KEY, 3);
        SigningRecord record = decided(signed(TestMessages.request("a", first)),
                TestMessages.request("b", TestMessages.withPremium(first, 2_000))).next();
        assertThat(refusal(record, TestMessages.request("c", TestMessages.withPremium(first, 2_200))).reason())
                .contains("at least 2201");
    }

    @Test
    void shouldApproveNoOpInPlaceOfAnyMessage() {
        Message noOp = TestMessages.withPremium(TestMessages.noOp(KEY, 3), 1_101);
        SigningRecord record = signed(TestMessages.request("a", TestMessages.recovery(KEY, 3)));
        Decision decision = decided(record, TestMessages.request("b", noOp)).decision();
        assertThat(decision).isInstanceOf(Decision.Approved.class);
        assertThat(decision.meaning()).isEqualTo("no-op to " + KEY + ", value 0 FIL");
        assertThat(refusal(record, TestMessages.request("c", TestMessages.noOp(KEY, 3))).reason()).contains("at least 1101");
    }

    @Test
    void shouldJudgeCallOfReplacementByPolicy() {
        Message send = TestMessages.withPremium(TestMessages.send(KEY, Address.id(1234), 3), 9_000);
        assertThat(refusal(signed(TestMessages.request("a", TestMessages.recovery(KEY, 3))), TestMessages.request("b", send))
                .reason()).contains("send is not signed");
    }

    @Test
    void shouldGiveSameMessageItsSignatureAgainUnderAnotherRequestAndPolicy() {
        Message message = TestMessages.recovery(KEY, 3);
        SigningRecord record = decided(signed(TestMessages.request("a", message)),
                TestMessages.request("b", TestMessages.withPremium(message, 9_000))).next();
        SigningPolicy nothing = new SigningPolicy(List.of(new Rule("nothing", false,
                new Scope(Set.of(KEY), Set.of(), CallSet.parse(List.of("*")), Set.of(), Set.of()), Limits.NONE)),
                CallSet.parse(List.of()), false, SigningPolicy.RawGrants.NONE);
        Outcome outcome = outcome(record, TestMessages.request("c", message), nothing);
        assertThat(outcome).isInstanceOfSatisfying(Outcome.SignedBefore.class, again -> {
            assertThat(again.decision().content()).isEqualTo(Content.of(message));
            assertThat(again.decision().replacement()).isFalse();
            assertThat(again.next().decisions()).hasSize(3);
        });
    }

    @Test
    void shouldRefuseMessageWithNegativeNumbers() {
        Message good = TestMessages.recovery(KEY, 3);
        for (Message bad : List.of(TestMessages.withPremium(good, -1),
                good.withGas(-1, good.gasFeeCap(), good.gasPremium()),
                good.withGas(good.gasLimit(), TokenAmount.ofAtto(-1), good.gasPremium()),
                new Message(good.to(), KEY, 3, TokenAmount.ofAtto(-1), good.gasLimit(), good.gasFeeCap(), good.gasPremium(),
                        good.method(), good.params()))) {
            Decision.Refused refused = refusal(SigningRecord.empty(), TestMessages.request("a", bad));
            assertThat(refused.kind()).isEqualTo(RefusalKind.MALFORMED);
            assertThat(refused.reason()).contains("must not be negative");
        }
    }

    @Test
    void shouldFreeNonceOfRefusedMessage() {
        SigningRecord record = decided(SigningRecord.empty(),
                TestMessages.request("a", TestMessages.send(KEY, Address.id(1234), 1))).next();
        assertThat(decided(record, TestMessages.request("b", TestMessages.recovery(KEY, 1))).decision())
                .isInstanceOf(Decision.Approved.class);
    }

    @Test
    void shouldRefuseWhatIsOfNoUseAnyMore() {
        SigningRequest request = TestMessages.request("a", TestMessages.recovery(KEY, 3), 105);
        assertThat(outcomeAt(106, SigningRecord.empty(), request)).isInstanceOfSatisfying(Outcome.Decided.class, late -> {
            Decision.Refused refused = (Decision.Refused) late.decision();
            assertThat(refused.kind()).isEqualTo(RefusalKind.EXPIRED);
            assertThat(refused.reason()).contains("until epoch 105", "at epoch 106");
            assertThat(outcomeAt(106, late.next(), request)).isEqualTo(new Outcome.Repeated(refused));
        });
    }

    @Test
    void shouldSignAtTheLastEpochOfUseWithoutALimitAndWhileNoHeadIsKnown() {
        Message message = TestMessages.recovery(KEY, 3);
        for (Outcome outcome : List.of(outcomeAt(105, SigningRecord.empty(), TestMessages.request("a", message, 105)),
                outcomeAt(106, SigningRecord.empty(), TestMessages.request("a", message)),
                outcome(SigningRecord.empty(), TestMessages.request("a", message, 105)))) {
            assertThat(((Outcome.Decided) outcome).decision()).isInstanceOf(Decision.Approved.class);
        }
    }

    @Test
    void shouldGiveWhatWasSignedAgainWhenItIsOfNoUseAnyMore() {
        Message message = TestMessages.recovery(KEY, 3);
        SigningRequest request = TestMessages.request("a", message, 105);
        SigningRecord record = signed(request);
        assertThat(outcomeAt(106, record, request)).isEqualTo(new Outcome.Repeated(record.decisions().getFirst()));
        assertThat(outcomeAt(106, record, TestMessages.request("b", message, 105))).isInstanceOf(Outcome.SignedBefore.class);
    }

    @Test
    void shouldFreeNonceOfWhatIsOfNoUseAnyMore() {
        Outcome.Decided late = (Outcome.Decided) outcomeAt(106, SigningRecord.empty(),
                TestMessages.request("a", TestMessages.recovery(KEY, 3), 105));
        Message next = TestMessages.recovery(KEY, 4).withNonce(3);
        assertThat(((Outcome.Decided) outcomeAt(106, late.next(), TestMessages.request("b", next))).decision())
                .isInstanceOfSatisfying(Decision.Approved.class, approved -> assertThat(approved.replacement()).isFalse());
    }

    @Test
    void shouldNeverApproveRivalThatDoesNotPayItsWay() {
        Random random = new Random(7);
        for (int run = 0; run < 50; run++) {
            SigningRecord record = SigningRecord.empty();
            for (int step = 0; step < 40; step++) {
                Message message = TestMessages.withPremium(
                        TestMessages.recovery(KEY, random.nextInt(5)).withNonce(random.nextInt(5)),
                        1_000 + random.nextInt(400));
                if (outcome(record,
                        TestMessages.request("r" + random.nextInt(60),
                                message)) instanceof Outcome.Decided(SigningRecord next, Decision decision)) {
                    record = next;
                    assertThat(decision).isEqualTo(record.decisions().getLast());
                }
            }
            assertEachRivalPays(record);
        }
    }

    /** Contents of one nonce come in the order of their premiums, each 110 % of the one before and more. */
    private static void assertEachRivalPays(SigningRecord record) {
        Map<Long, List<Content>> contents = new HashMap<>();
        List<String> ids = new ArrayList<>();
        for (Decision decision : record.decisions()) {
            ids.add(decision.requestId());
            if (decision instanceof Decision.Approved approved) {
                List<Content> known = contents.computeIfAbsent(approved.content().nonce(), nonce -> new ArrayList<>());
                assertThat(approved.replacement()).isEqualTo(!known.isEmpty());
                known.add(approved.content());
            }
        }
        assertThat(ids).doesNotHaveDuplicates();
        contents.values().forEach(SigningRecordTest::assertRising);
    }

    private static void assertRising(List<Content> contents) {
        for (int i = 1; i < contents.size(); i++) {
            long before = contents.get(i - 1).premium().atto().longValueExact();
            assertThat(contents.get(i).premium().atto().longValueExact()).isGreaterThan(before * 110 / 100);
        }
    }
}
