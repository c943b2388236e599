package io.sealstream.signer.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.Message;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.filecoin.actors.ActorMethod;
import io.sealstream.filecoin.actors.MinerMethod;
import io.sealstream.filecoin.actors.PowerMethod;
import io.sealstream.signer.TestMessages;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SigningPolicyTest {
    private static final Address MINER = Address.id(1000);
    private static final Address KEY = Address.bls(new byte[48]);
    private static final Address OTHER_KEY = Address.secp256k1(new byte[65]);
    private static final Address FRIEND = Address.id(1234);
    private static final long NOW = 10L * 24 * 60 * 60 * 1000;

    private static Meaning known(ActorMethod method) {
        return new Meaning(new Call.Known(method), MINER, TokenAmount.ZERO, TokenAmount.ZERO, TokenAmount.ZERO);
    }

    private static Question question(Meaning meaning) {
        Content content = new Content(KEY, 1, "cid", TokenAmount.ZERO, meaning.value());
        return new Question(Caller.KAFKA, content, meaning, NOW);
    }

    private static boolean signs(SigningPolicy policy, ActorMethod method) {
        return policy.judge(question(known(method)), SigningRecord.empty()).allowed();
    }

    private static Judgement judge(SigningPolicy policy, Message message) {
        return policy.judge(Caller.KAFKA, message, NOW);
    }

    private static Message send(Address to, TokenAmount value, long nonce) {
        return Message.call(to, KEY, value, 0, Bytes.EMPTY).withNonce(nonce);
    }

    private static Scope scope(String... methods) {
        return new Scope(Set.of(KEY), Set.of(), CallSet.parse(List.of(methods)), Set.of(), Set.of());
    }

    private static Rule allow(String name, Scope scope, Limits limits) {
        return new Rule(name, true, scope, limits);
    }

    private static SigningPolicy policy(Rule... rules) {
        return new SigningPolicy(List.of(rules), CallSet.parse(List.of()), false, SigningPolicy.RawGrants.NONE);
    }

    private static Limits limits(String perMessage, String perDay) {
        return new Limits(TokenAmount.parse(perMessage), TokenAmount.parse(perDay), null, null, null);
    }

    @Test
    void shouldSignExactlySealingMethodsWithoutEntries() {
        List<Long> signed = Arrays.stream(MinerMethod.values()).filter(method -> signs(SigningPolicy.sealing(), method))
                .map(MinerMethod::number).toList();
        assertThat(signed).containsExactly(4L, 5L, 9L, 10L, 11L, 18L, 19L, 20L, 22L, 28L, 32L, 34L, 35L, 36L);
        assertThat(Arrays.stream(PowerMethod.values()).filter(method -> signs(SigningPolicy.sealing(), method)))
                .containsExactly(PowerMethod.CREATE_MINER);
    }

    @ParameterizedTest
    @EnumSource(value = MinerMethod.class, names = { "CHANGE_WORKER_ADDRESS", "WITHDRAW_BALANCE", "CONFIRM_CHANGE_WORKER_ADDRESS",
        "CHANGE_OWNER_ADDRESS", "CHANGE_BENEFICIARY"})
    void shouldSignGuardedMethodOnlyWithItsEntry(MinerMethod method) {
        Judgement refused = SigningPolicy.sealing().judge(question(known(method)), SigningRecord.empty());
        assertThat(refused.allowed()).isFalse();
        assertThat(refused.reason()).contains(method.fullName(), "signer.allow");
        assertThat(signs(SigningPolicy.allowing(List.of(method.fullName())), method)).isTrue();
        assertThat(signs(SigningPolicy.allowing(List.of("miner." + method.number())), method)).isTrue();
        assertThat(signs(SigningPolicy.allowing(List.of(String.valueOf(method.number()))), method)).isTrue();
        assertThat(signs(SigningPolicy.allowing(List.of("*")), method)).isTrue();
    }

    @Test
    void shouldSignPlainSendOnlyWithEntry() {
        Message send = send(FRIEND, TokenAmount.ofFil(1), 1);
        assertThat(judge(SigningPolicy.sealing(), send).allowed()).isFalse();
        assertThat(judge(SigningPolicy.allowing(List.of("send")), send).allowed()).isTrue();
    }

    @Test
    void shouldTakeOnlyTransferOfNothingToOneselfForNoOp() {
        assertThat(judge(SigningPolicy.sealing(), TestMessages.noOp(KEY, 1)).allowed()).isTrue();
        for (Message other : List.of(send(FRIEND, TokenAmount.ZERO, 1), send(KEY, TokenAmount.ofAtto(1), 1),
                Message.call(KEY, KEY, TokenAmount.ZERO, 0, Bytes.of(new byte[]{ 1})))) {
            assertThat(Call.of(other)).isEqualTo(new Call.Send());
            assertThat(judge(SigningPolicy.sealing(), other).allowed()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "Send", "miner", "miner.", "miner.Nothing", "miner.99", "miner.6", "market.PublishStorageDeals",
        ".3", "0", "post", "12345678901"})
    void shouldNameEntryThatMeansNothing(String entry) {
        assertThatThrownBy(() -> SigningPolicy.allowing(List.of(entry))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + entry + "'");
    }

    @Test
    void shouldTakeNoMethodOfKeysAndSystemActorsForMiners() {
        for (Address to : List.of(OTHER_KEY, KEY, Address.MARKET, Address.INIT, Address.id(99))) {
            Message message = Message.call(to, KEY, TokenAmount.ZERO, MinerMethod.REPAY_DEBT.number(), Bytes.EMPTY);
            assertThat(Call.of(message)).isEqualTo(new Call.Unknown(to, 22, ""));
            assertThat(judge(SigningPolicy.allowing(List.of("send", "miner.22", "*")), message).allowed()).isFalse();
            assertThat(judge(SigningPolicy.allowing(List.of("22")), message).allowed()).isTrue();
        }
    }

    @Test
    void shouldSignEveryMessageOfKeysWithoutRulesInCompatMode() {
        SigningPolicy compat = new SigningPolicy(List.of(allow("post", scope("post-only"), Limits.NONE)),
                CallSet.parse(List.of()),
                true, SigningPolicy.RawGrants.NONE);
        Message unknown = Message.call(Address.MARKET, OTHER_KEY, TokenAmount.ofFil(1), 99, Bytes.of(new byte[]{ 1}));
        assertThat(judge(compat, unknown).allowed()).isTrue();
        assertThat(judge(compat, unknown.withFrom(KEY)).allowed()).isFalse();
    }

    @Test
    void shouldLetPostOnlyKeySignProofsAndNothingElse() {
        SigningPolicy policy = policy(allow("post", scope("post-only"), Limits.NONE));
        List<Long> signed = Arrays.stream(MinerMethod.values()).filter(method -> signs(policy, method)).map(MinerMethod::number)
                .toList();
        assertThat(signed).containsExactly(5L, 10L, 11L);
        assertThat(signs(policy, PowerMethod.CREATE_MINER)).isFalse();
        Judgement refused = judge(policy, send(FRIEND, TokenAmount.ZERO, 1));
        assertThat(refused.allowed()).isFalse();
        assertThat(refused.reason()).contains("send is not signed", "no rule", "f01234");
        assertThat(refused.steps()).first().isEqualTo("rule 'post': not about send");
        assertThat(judge(policy, TestMessages.noOp(KEY, 1)).allowed()).isTrue();
    }

    @Test
    void shouldLetCommitOnlyKeyBringSectorsInAndNothingElse() {
        SigningPolicy policy = policy(allow("commit", scope("commit-only"), Limits.NONE));
        assertThat(Arrays.stream(MinerMethod.values()).filter(method -> signs(policy, method)).map(MinerMethod::number))
                .containsExactly(28L, 34L, 35L, 36L);
    }

    @Test
    void shouldLetFirstFittingRuleDecide() {
        Rule deny = new Rule("no", false, scope("miner.WithdrawBalance"), Limits.NONE);
        Rule allow = allow("all", scope("*"), Limits.NONE);
        assertThat(signs(policy(deny, allow), MinerMethod.WITHDRAW_BALANCE)).isFalse();
        assertThat(signs(policy(allow, deny), MinerMethod.WITHDRAW_BALANCE)).isTrue();
        assertThat(signs(policy(deny, allow), MinerMethod.CHANGE_OWNER_ADDRESS)).isTrue();
    }

    @Test
    void shouldNotGoOnToLaxerRuleWhenLimitIsReached() {
        SigningPolicy policy = policy(allow("small", scope("send"), limits("1 FIL", "9 FIL")),
                allow("all", scope("*"), Limits.NONE));
        Judgement refused = judge(policy, send(FRIEND, TokenAmount.ofFil(2), 1));
        assertThat(refused.allowed()).isFalse();
        assertThat(refused.reason()).contains("value 2 FIL per message is above its limit of 1 FIL", "rule 'small'");
    }

    @Test
    void shouldKeepRuleToItsCallers() {
        Scope people = new Scope(Set.of(KEY), Set.of(Caller.CLI, Caller.parse("rpc:boss")), CallSet.parse(List.of("send")),
                Set.of(),
                Set.of());
        SigningPolicy policy = policy(allow("people", people, Limits.NONE));
        Message send = send(FRIEND, TokenAmount.ofFil(1), 1);
        assertThat(policy.judge(Caller.CLI, send, NOW).allowed()).isTrue();
        assertThat(policy.judge(Caller.parse("rpc:boss"), send, NOW).allowed()).isTrue();
        assertThat(policy.judge(Caller.parse("rpc:clerk"), send, NOW).allowed()).isFalse();
        assertThat(policy.judge(Caller.KAFKA, send, NOW).steps()).first()
                .isEqualTo("rule 'people': for other callers than kafka");
        assertThatThrownBy(() -> Caller.parse("fax")).hasMessageContaining("'fax' is no caller");
    }

    @Test
    void shouldKeepRuleToItsReceivers() {
        Scope narrow = new Scope(Set.of(KEY), Set.of(), CallSet.parse(List.of("*")), Set.of(MINER), Set.of(FRIEND));
        SigningPolicy policy = policy(allow("narrow", narrow, Limits.NONE));
        assertThat(judge(policy, send(FRIEND, TokenAmount.ofFil(1), 1)).allowed()).isTrue();
        assertThat(judge(policy, send(MINER, TokenAmount.ofFil(1), 1)).allowed()).isFalse();
        Message repay = Message.call(MINER, KEY, TokenAmount.ZERO, 22, Bytes.EMPTY);
        assertThat(judge(policy, repay).allowed()).isTrue();
        assertThat(judge(policy, Message.call(Address.id(1001), KEY, TokenAmount.ZERO, 22, Bytes.EMPTY)).allowed()).isFalse();
    }

    @Test
    void shouldKeepFeesWithinLimits() {
        SigningPolicy policy = policy(allow("cheap", scope("*"),
                new Limits(null, null, TokenAmount.ofAtto(1_000), TokenAmount.ofAtto(10), null)));
        Message send = send(FRIEND, TokenAmount.ZERO, 1);
        assertThat(judge(policy, send.withGas(100, TokenAmount.ofAtto(10), TokenAmount.ZERO)).allowed()).isTrue();
        assertThat(judge(policy, send.withGas(101, TokenAmount.ofAtto(10), TokenAmount.ZERO)).reason())
                .contains("gas fee 1.01 femtoFIL");
        assertThat(judge(policy, send.withGas(1, TokenAmount.ofAtto(11), TokenAmount.ZERO)).reason()).contains("gas fee cap");
    }

    @ParameterizedTest
    @CsvSource({ "08:00-18:00,07:59,false", "08:00-18:00,08:00,true", "08:00-18:00,17:59,true", "08:00-18:00,18:00,false",
        "22:00-06:00,23:00,true", "22:00-06:00,05:59,true", "22:00-06:00,12:00,false", "00:00-00:00,12:00,true"})
    void shouldSignInItsHoursOnly(String hours, String clock, boolean signed) {
        SigningPolicy policy = policy(allow("day", scope("*"), new Limits(null, null, null, null, Hours.parse(hours))));
        long minute = Integer.parseInt(clock.substring(0, 2)) * 60L + Integer.parseInt(clock.substring(3));
        assertThat(policy.judge(Caller.KAFKA, send(FRIEND, TokenAmount.ZERO, 1), NOW + minute * 60_000).allowed())
                .isEqualTo(signed);
    }

    @ParameterizedTest
    @ValueSource(strings = { "8:00-18:00", "08:00", "24:00-01:00", "08:60-09:00", ""})
    void shouldNameTextThatIsNoHours(String text) {
        assertThatThrownBy(() -> Hours.parse(text)).hasMessageContaining("'" + text + "'");
    }

    @Test
    void shouldCountValueOfTheLastDayByTheDearestContentOfEachNonce() {
        SigningPolicy policy = policy(allow("money", scope("send"), limits("5 FIL", "6 FIL")));
        List<Decision> decisions = new ArrayList<>();
        decisions.add(spent(1, 3, "money", NOW - 1_000));
        decisions.add(spent(1, 2, "money", NOW - 500));
        decisions.add(spent(2, 4, "other", NOW - 400));
        decisions.add(spent(3, 4, "money", NOW - Limits.DAY_MILLIS));
        SigningRecord history = new SigningRecord(decisions);
        assertThat(judge(policy, history, 3, 4).allowed()).isTrue();
        assertThat(judge(policy, history, 4, 4).reason()).contains("value 7 FIL in 24 hours is above its limit of 6 FIL");
        assertThat(judge(policy, history, 5, 1).allowed()).isTrue();
    }

    private static Decision spent(long nonce, long fil, String rule, long at) {
        Content content = new Content(KEY, nonce, "cid-" + nonce + fil, TokenAmount.ZERO, TokenAmount.ofFil(fil));
        return new Decision.Approved("r" + nonce + fil, content, "", rule, false, at);
    }

    private static Judgement judge(SigningPolicy policy, SigningRecord history, long fil, long nonce) {
        Message send = send(FRIEND, TokenAmount.ofFil(fil), nonce);
        return policy.judge(new Question(Caller.KAFKA, Content.of(send), Meaning.of(send), NOW), history);
    }

    @Test
    void shouldDenyNoOpOnlyByName() {
        Rule all = new Rule("nothing", false, scope("*"), Limits.NONE);
        assertThat(judge(policy(all), TestMessages.noOp(KEY, 1)).allowed()).isTrue();
        Rule named = new Rule("no no-op", false, scope("no-op"), Limits.NONE);
        assertThat(judge(policy(named), TestMessages.noOp(KEY, 1)).allowed()).isFalse();
    }

    @Test
    void shouldRefuseNamesTwiceAndLimitsOfDenials() {
        Rule rule = allow("one", scope("send"), Limits.NONE);
        assertThatThrownBy(() -> policy(rule, rule)).hasMessageContaining("'one'");
        assertThatThrownBy(() -> policy(allow("default", scope("send"), Limits.NONE))).hasMessageContaining("'default'");
        assertThatThrownBy(() -> new Rule("no", false, scope("send"), limits("1 FIL", "1 FIL"))).hasMessageContaining("'no'");
    }

    @Test
    void shouldSignBytesOfNoMeaningForNamedKeysOnly() {
        SigningPolicy.RawGrants grants = new SigningPolicy.RawGrants(Set.of(KEY), Set.of());
        assertThat(grants.refusal(RawType.UNKNOWN, KEY)).isEmpty();
        assertThat(grants.refusal(RawType.UNKNOWN, OTHER_KEY)).isPresent();
        assertThat(grants.refusal(RawType.F3, KEY))
                .hasValueSatisfying(reason -> assertThat(reason).contains("f3", KEY.toString()));
    }
}
