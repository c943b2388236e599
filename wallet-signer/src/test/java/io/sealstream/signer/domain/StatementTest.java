package io.sealstream.signer.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.CodecException;
import io.sealstream.filecoin.GatewayChallenge;
import io.sealstream.signer.TestStatements;
import io.sealstream.signer.TestStatements.Sample;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class StatementTest {
    private static final Address KEY = Address.bls(new byte[48]);
    private static final Address OTHER = Address.secp256k1(new byte[65]);
    private static final Caller CALLER = new Caller(Caller.Way.GATEWAY, "hub:1");

    static Stream<Sample> samples() {
        return TestStatements.all().stream();
    }

    private static Statement read(StatementType type, Bytes data) {
        return Statement.read(type, data, Bytes.EMPTY, Optional.empty());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void shouldSignWhatItDecodedAndSayWhatItMeans(Sample sample) {
        Statement statement = read(sample.type(), sample.data());
        assertThat(statement.toSign()).isEqualTo(sample.signed());
        assertThat(statement.meaning()).isNotBlank();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void shouldRefuseCutAndLengthenedAndForeignBytes(Sample sample) {
        Bytes data = sample.data();
        List<Bytes> bad = List.of(data.slice(0, data.length() - 1), data.concat(Bytes.of(new byte[1])), Bytes.EMPTY,
                Bytes.of(new byte[Statement.MAX_BYTES + 1]), Bytes.fromHex("80"));
        for (Bytes each : bad) {
            assertThatExceptionOfType(CodecException.class).isThrownBy(() -> read(sample.type(), each));
        }
    }

    @Test
    void shouldProveAddressesOnlyToAGatewayThatMixedInOurBytes() {
        Bytes gateway = Bytes.of(new byte[32]);
        Bytes own = Bytes.of(new byte[32]).slice(0, 31).concat(Bytes.of(new byte[]{ 1}));
        Bytes data = GatewayChallenge.bytesToSign(gateway, own);
        assertThat(Statement.read(StatementType.VERIFY_ADDRESS, data, gateway, Optional.of(own)).toSign()).isEqualTo(data);
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> Statement.read(StatementType.VERIFY_ADDRESS, data, gateway, Optional.empty()))
                .withMessageContaining("nobody else");
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> Statement.read(StatementType.VERIFY_ADDRESS, data, own, Optional.of(own)))
                .withMessageContaining("not the hash");
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> Statement.read(StatementType.VERIFY_ADDRESS, data, Bytes.EMPTY, Optional.of(own)));
    }

    private static Optional<String> refusal(SigningPolicy policy, StatementType type) {
        return StatementRules.refusal(policy, CALLER, KEY, type, 0);
    }

    private static SigningPolicy with(Rule... rules) {
        return new SigningPolicy(List.of(rules), CallSet.parse(List.of()), false, SigningPolicy.RawGrants.NONE);
    }

    private static Rule rule(boolean allows, Set<Address> keys, Set<Caller> callers, String... calls) {
        return new Rule("r", allows, new Scope(keys, callers, CallSet.parse(List.of(calls)), Set.of(), Set.of()), Limits.NONE);
    }

    @ParameterizedTest
    @EnumSource(StatementType.class)
    void shouldSignForKeysWithoutRulesWhatPromisesNoMoneyAndHasAMeaning(StatementType type) {
        boolean free = type != StatementType.SIGNED_VOUCHER && type != StatementType.UNKNOWN && type != StatementType.F3;
        assertThat(refusal(SigningPolicy.sealing(), type).isEmpty()).isEqualTo(free);
    }

    @Test
    void shouldSignVouchersWhereAllowed() {
        assertThat(refusal(SigningPolicy.sealing(), StatementType.SIGNED_VOUCHER).orElseThrow()).contains("signedvoucher")
                .contains("allow");
        assertThat(refusal(SigningPolicy.allowing(List.of("signedvoucher")), StatementType.SIGNED_VOUCHER)).isEmpty();
        SigningPolicy compat = new SigningPolicy(List.of(), CallSet.parse(List.of()), true, SigningPolicy.RawGrants.NONE);
        assertThat(refusal(compat, StatementType.SIGNED_VOUCHER)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(value = StatementType.class, mode = EnumSource.Mode.EXCLUDE, names = { "VERIFY_ADDRESS"})
    void shouldSignNothingForAPostOnlyKeyButProofs(StatementType type) {
        SigningPolicy policy = with(rule(true, Set.of(KEY), Set.of(), "post-only"));
        assertThat(refusal(policy, type)).isPresent();
        assertThat(refusal(policy, StatementType.VERIFY_ADDRESS)).isEmpty();
    }

    @Test
    void shouldFollowTheFirstRuleThatNamesTheType() {
        assertThat(refusal(with(rule(true, Set.of(KEY), Set.of(), "block")), StatementType.BLOCK)).isEmpty();
        assertThat(refusal(with(rule(false, Set.of(), Set.of(), "block")), StatementType.BLOCK).orElseThrow())
                .contains("rule 'r'");
        Caller rpc = new Caller(Caller.Way.RPC, "");
        assertThat(refusal(with(rule(true, Set.of(KEY), Set.of(rpc), "block")), StatementType.BLOCK).orElseThrow())
                .contains("gateway:hub:1");
        assertThat(refusal(with(rule(true, Set.of(OTHER), Set.of(), "block")), StatementType.BLOCK)).isEmpty();
    }

    @Test
    void shouldSignBytesWithoutMeaningForNamedKeysOnly() {
        SigningPolicy policy = new SigningPolicy(List.of(), CallSet.parse(List.of()), true,
                new SigningPolicy.RawGrants(Set.of(KEY), Set.of(OTHER)));
        assertThat(refusal(policy, StatementType.UNKNOWN)).isEmpty();
        assertThat(refusal(policy, StatementType.F3).orElseThrow()).contains("f3");
    }
}
