package io.sealstream.signer.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Message;
import io.sealstream.proofs.bls.Bls;
import io.sealstream.signer.TestMessages;
import io.sealstream.signer.crypto.BlsCurve;
import io.sealstream.signer.crypto.Secp256k1Curve;
import io.sealstream.signer.domain.RefusalKind;
import io.sealstream.signer.domain.SigningPolicy;
import io.sealstream.signer.domain.SigningRequest;
import io.sealstream.signer.keys.KeyRing;
import io.sealstream.signer.keys.KeyType;
import io.sealstream.signer.keys.ScryptCost;
import io.sealstream.signer.keys.Secret;
import io.sealstream.signer.record.LedgerException;
import io.sealstream.signer.record.RecordQuery;
import io.sealstream.signer.record.SigningLedger;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignerTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochMilli(1_000));
    private static final SigningMetrics UNCOUNTED = new SigningMetrics() {
        @Override
        public Optional<Answer> timed(Supplier<Optional<Answer>> answering) {
            return answering.get();
        }

        @Override
        public void answered(Answer answer) {
            // Nobody reads counts here.
        }
    };

    @TempDir
    Path home;
    private KeyRing keys;
    private Address bls;
    private Address secp;
    private Signer signer;
    private SigningLedger ledger;

    @BeforeEach
    void openUnlocked() {
        keys = KeyRing.open(home.resolve("keys"), List.of(new BlsCurve(Bls.open()), new Secp256k1Curve()), new ScryptCost(2, 1),
                CLOCK);
        unlock();
        bls = keys.create(KeyType.BLS);
        secp = keys.create(KeyType.SECP256K1);
        ledger = record();
        signer = open("devnet/one", true);
    }

    private SigningLedger record() {
        return SigningLedger.open(home.resolve("record"), Optional.empty(), CLOCK);
    }

    @AfterEach
    void close() {
        ledger.close();
        keys.close();
    }

    private void unlock() {
        try (Secret password = Secret.take("pass".toCharArray())) {
            if (keys.hasPassword()) {
                keys.unlock(password);
            } else {
                keys.setPassword(password);
            }
        }
    }

    private Signer open(String chain, boolean answerUnknown) {
        return new Signer(keys, ledger, new Signer.Terms(chain, answerUnknown), SigningPolicy::sealing, UNCOUNTED);
    }

    private Answer answer(SigningRequest request) {
        return answers(List.of(request)).getFirst().orElseThrow();
    }

    private List<Optional<Answer>> answers(List<SigningRequest> batch) {
        return signer.answer(batch, Signer.Circumstances.PLAIN);
    }

    private void reopen(String chain) {
        ledger.close();
        ledger = record();
        signer = open(chain, true);
    }

    @Test
    void shouldSignWithBothCurvesAndRepeatAfterRestart() {
        for (Address sender : List.of(bls, secp)) {
            SigningRequest request = TestMessages.request("r-" + sender, TestMessages.recovery(sender, 1));
            Answer first = answer(request);
            assertThat(first).isInstanceOf(Answer.Signed.class);
            reopen("devnet/one");
            assertThat(answer(request)).isEqualTo(first);
        }
    }

    @Test
    void shouldRepeatRecordedSignatureEvenWhileLocked() {
        SigningRequest request = TestMessages.request("a", TestMessages.recovery(bls, 1));
        Answer first = answer(request);
        keys.lock();
        assertThat(answer(request)).isEqualTo(first);
    }

    @Test
    void shouldNotRememberRefusalOfLockedWallet() {
        SigningRequest request = TestMessages.request("a", TestMessages.recovery(bls, 1));
        keys.lock();
        assertThat(answer(request)).isInstanceOfSatisfying(Answer.Refused.class,
                refused -> assertThat(refused.kind()).isEqualTo(RefusalKind.LOCKED));
        unlock();
        assertThat(answer(request)).isInstanceOf(Answer.Signed.class);
    }

    @Test
    void shouldLetNothingOvertakeWhatFindsTheWalletLocked() {
        SigningRequest signed = TestMessages.request("a", TestMessages.recovery(bls, 1));
        Answer first = answer(signed);
        SigningRequest waits = TestMessages.request("b", TestMessages.recovery(bls, 2));
        Message bad = TestMessages.send(bls, Address.id(1234), 3);
        keys.lock();
        List<Optional<Answer>> answers = answers(List.of(waits, TestMessages.request("b", bad),
                TestMessages.request("c", TestMessages.recovery(bls, 3)), TestMessages.request("d", bad), signed));

        assertThat(answers.get(0).orElseThrow().isOfLockedWallet()).isTrue();
        assertThat(answers.get(1)).as("a repeat, with whatever content, waits with the first").isEmpty();
        assertThat(answers.get(2).orElseThrow().isOfLockedWallet()).isTrue();
        assertThat(answers.get(3)).get().isInstanceOfSatisfying(Answer.Refused.class,
                refused -> assertThat(refused.kind()).isEqualTo(RefusalKind.POLICY));
        assertThat(answers.get(4)).contains(first);
        unlock();
        assertThat(answer(waits)).isInstanceOf(Answer.Signed.class);
    }

    @Test
    void shouldUseNoKeyWhileOthersWaitBefore() {
        SigningRequest request = TestMessages.request("a", TestMessages.recovery(bls, 1));
        List<Optional<Answer>> answers = signer.answer(List.of(request), new Signer.Circumstances(OptionalLong.empty(), false));
        assertThat(answers.getFirst().orElseThrow().isOfLockedWallet()).isTrue();
        assertThat(answer(request)).isInstanceOf(Answer.Signed.class);
    }

    @Test
    void shouldRefuseWhatIsOfNoUseAnyMoreEvenWhileLocked() {
        SigningRequest request = TestMessages.request("a", TestMessages.recovery(bls, 1), 105);
        keys.lock();
        List<Optional<Answer>> answers = signer.answer(List.of(request), new Signer.Circumstances(OptionalLong.of(106), true));
        assertThat(answers.getFirst()).get().isInstanceOfSatisfying(Answer.Refused.class,
                refused -> assertThat(refused.kind()).isEqualTo(RefusalKind.EXPIRED));
        unlock();
        assertThat(answer(request)).as("for good").isEqualTo(answers.getFirst().orElseThrow());
    }

    @Test
    void shouldNotHoldUpOthersForAKeyThatCannotBeUsed() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + home.resolve("keys"));
                Statement statement = connection.createStatement()) {
            statement.execute("UPDATE wallets SET private_key = (SELECT private_key FROM wallets WHERE address = '"
                    + secp.toString().substring(1) + "') WHERE address = '" + bls.toString().substring(1) + "'");
        }
        keys.lock();
        unlock();
        List<Optional<Answer>> answers = answers(List.of(TestMessages.request("a", TestMessages.recovery(bls, 1)),
                TestMessages.request("b", TestMessages.recovery(secp, 1))));
        assertThat(answers.get(0)).get().isInstanceOfSatisfying(Answer.Refused.class, refused -> {
            assertThat(refused.kind()).isEqualTo(RefusalKind.UNAVAILABLE);
            assertThat(refused.isOfLockedWallet()).isFalse();
            assertThat(refused.reason()).contains("damaged");
        });
        assertThat(answers.get(1).orElseThrow()).isInstanceOf(Answer.Signed.class);
    }

    @Test
    void shouldRememberRefusalByPolicy() {
        SigningRequest request = TestMessages.request("a", TestMessages.send(bls, Address.id(1234), 1));
        Answer first = answer(request);
        assertThat(first).isInstanceOfSatisfying(Answer.Refused.class,
                refused -> assertThat(refused.kind()).isEqualTo(RefusalKind.POLICY));
        reopen("devnet/one");
        assertThat(answer(request)).isEqualTo(first);
    }

    @Test
    void shouldRefuseSecondContentForNonceAcrossRestart() {
        answer(TestMessages.request("a", TestMessages.recovery(bls, 1)));
        reopen("devnet/one");
        Message rival = TestMessages.recovery(bls, 2).withNonce(1);
        assertThat(answer(TestMessages.request("b", rival))).isInstanceOf(Answer.Refused.class);
        assertThat(answer(TestMessages.request("c", rival.withNonce(2)))).isInstanceOf(Answer.Signed.class);
    }

    @Test
    void shouldRefuseSecondContentForNonceWithinOneBatch() {
        Message rival = TestMessages.recovery(bls, 2).withNonce(1);
        List<Optional<Answer>> answers = answers(
                List.of(TestMessages.request("a", TestMessages.recovery(bls, 1)), TestMessages.request("b", rival)));
        assertThat(answers.stream().map(Optional::orElseThrow)).hasExactlyElementsOfTypes(Answer.Signed.class,
                Answer.Refused.class);
    }

    @Test
    void shouldKeepNoncesOfTwoChainsApart() {
        answer(TestMessages.request("a", TestMessages.recovery(bls, 1)));
        reopen("devnet/two");
        assertThat(answer(TestMessages.request("a", TestMessages.recovery(bls, 2).withNonce(1))))
                .isInstanceOf(Answer.Signed.class);
    }

    @Test
    void shouldAnswerForUnknownKeyOnlyWhenAsked() {
        Address stranger = Address.bls(new byte[48]);
        SigningRequest request = TestMessages.request("a", TestMessages.recovery(stranger, 1));
        assertThat(answer(request)).isInstanceOfSatisfying(Answer.Refused.class,
                refused -> assertThat(refused.kind()).isEqualTo(RefusalKind.UNKNOWN_KEY));
        signer = open("devnet/other", false);
        assertThat(answers(List.of(request))).containsExactly(Optional.empty());
    }

    @Test
    void shouldShowDecisionsToPeople() {
        answer(TestMessages.request("a", TestMessages.recovery(bls, 1)));
        answer(TestMessages.request("b", TestMessages.send(secp, Address.id(1234), 1)));
        List<RecordQuery.Row> all = new RecordQuery(null, null, null, null, null, false, 10, 0).run(home.resolve("record"));
        assertThat(all).extracting(RecordQuery.Row::requestId).containsExactly("b", "a");
        assertThat(all).extracting(RecordQuery.Row::verdict).containsExactly("REFUSED POLICY", "SIGNED");
        assertThat(new RecordQuery(bls.toString(), null, null, null, null, false, 10, 0).run(home.resolve("record"))).hasSize(1);
        assertThat(new RecordQuery(null, null, "b", Instant.ofEpochMilli(1_000), Instant.ofEpochMilli(1_000), true, 10, 0)
                .run(home.resolve("record"))).hasSize(1);
        assertThat(new RecordQuery(null, null, null, Instant.ofEpochMilli(1_001), null, false, 10, 0).run(home.resolve("record")))
                .isEmpty();
    }

    @Test
    void shouldAnswerNothingWhenRecordCannotBeWritten() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + home.resolve("record"));
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TRIGGER full BEFORE INSERT ON entry BEGIN SELECT RAISE(ABORT, 'disk is full'); END");
        }
        SigningRequest request = TestMessages.request("a", TestMessages.recovery(bls, 1));
        assertThatThrownBy(() -> answer(request)).isInstanceOf(LedgerException.class).hasMessageContaining("disk is full");
    }
}
