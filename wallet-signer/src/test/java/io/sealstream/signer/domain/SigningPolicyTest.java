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
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SigningPolicyTest {
    private static final Address MINER = Address.id(1000);

    private static Meaning known(ActorMethod method) {
        return new Meaning(new Call.Known(method), MINER, TokenAmount.ZERO);
    }

    @Test
    void shouldSignExactlySealingMethodsWithoutEntries() {
        List<Long> signed = Arrays.stream(MinerMethod.values())
                .filter(method -> SigningPolicy.sealing().refusal(known(method)).isEmpty())
                .map(MinerMethod::number).toList();
        assertThat(signed).containsExactly(4L, 5L, 9L, 10L, 11L, 18L, 19L, 20L, 22L, 28L, 32L, 34L, 35L, 36L);
        assertThat(Arrays.stream(PowerMethod.values()).filter(method -> SigningPolicy.sealing().refusal(known(method)).isEmpty()))
                .containsExactly(PowerMethod.CREATE_MINER);
    }

    @ParameterizedTest
    @EnumSource(value = MinerMethod.class, names = { "CHANGE_WORKER_ADDRESS", "WITHDRAW_BALANCE", "CONFIRM_CHANGE_WORKER_ADDRESS",
        "CHANGE_OWNER_ADDRESS", "CHANGE_BENEFICIARY"})
    void shouldSignGuardedMethodOnlyWithItsEntry(MinerMethod method) {
        assertThat(SigningPolicy.sealing().refusal(known(method)))
                .hasValueSatisfying(reason -> assertThat(reason).contains(method.fullName(), "allow"));
        assertThat(SigningPolicy.allowing(List.of(method.fullName())).refusal(known(method))).isEmpty();
        assertThat(SigningPolicy.allowing(List.of("miner." + method.number())).refusal(known(method))).isEmpty();
    }

    @Test
    void shouldSignPlainSendOnlyWithEntry() {
        Meaning send = new Meaning(new Call.Send(), Address.id(1234), TokenAmount.ofFil(1));
        assertThat(SigningPolicy.sealing().refusal(send)).isPresent();
        assertThat(SigningPolicy.allowing(List.of("send")).refusal(send)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "Send", "miner", "miner.", "miner.Nothing", "miner.99", "miner.6", "market.PublishStorageDeals",
        ".3"})
    void shouldNameEntryThatMeansNothing(String entry) {
        assertThatThrownBy(() -> SigningPolicy.allowing(List.of(entry))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + entry + "'");
    }

    @Test
    void shouldTakeNoMethodOfKeysAndSystemActorsForMiners() {
        for (Address to : List.of(Address.secp256k1(new byte[65]), Address.bls(new byte[48]), Address.MARKET, Address.INIT,
                Address.id(99))) {
            Message message = Message.call(to, Address.bls(new byte[48]), TokenAmount.ZERO, MinerMethod.REPAY_DEBT.number(),
                    Bytes.EMPTY);
            assertThat(Call.of(message)).isEqualTo(new Call.Unknown(to, 22));
            assertThat(SigningPolicy.allowing(List.of("send", "miner.22")).refusal(Meaning.of(message))).isPresent();
        }
    }
}
