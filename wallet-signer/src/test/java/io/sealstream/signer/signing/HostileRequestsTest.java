package io.sealstream.signer.signing;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.Message;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.filecoin.actors.MinerMethod;
import io.sealstream.proofs.bls.Bls;
import io.sealstream.signer.TestMessages;
import io.sealstream.signer.crypto.BlsCurve;
import io.sealstream.signer.domain.CallSet;
import io.sealstream.signer.domain.Caller;
import io.sealstream.signer.domain.Limits;
import io.sealstream.signer.domain.RefusalKind;
import io.sealstream.signer.domain.Rule;
import io.sealstream.signer.domain.Scope;
import io.sealstream.signer.domain.SigningPolicy;
import io.sealstream.signer.domain.SigningRequest;
import io.sealstream.signer.keys.KeyRing;
import io.sealstream.signer.keys.KeyType;
import io.sealstream.signer.keys.ScryptCost;
import io.sealstream.signer.keys.Secret;
import io.sealstream.signer.record.RecordQuery;
import io.sealstream.signer.record.RecordVerifier;
import io.sealstream.signer.record.SigningLedger;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever has the manager's credentials may write any request; what comes of it. */
class HostileRequestsTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochSecond(1));
    private static final int MUTATIONS = 3_000;
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
    private SigningLedger ledger;
    private Address key;
    private Signer signer;

    @BeforeEach
    void openWithPostOnlyKey() {
        keys = KeyRing.open(home.resolve("keys"), List.of(new BlsCurve(Bls.open())), new ScryptCost(2, 1), CLOCK);
        try (Secret password = Secret.take("pass".toCharArray())) {
            keys.setPassword(password);
        }
        key = keys.create(KeyType.BLS);
        ledger = SigningLedger.open(home.resolve("record"), Optional.empty(), CLOCK);
        Scope scope = new Scope(Set.of(key), Set.of(), CallSet.parse(List.of("post-only")), Set.of(), Set.of());
        SigningPolicy policy = new SigningPolicy(List.of(new Rule("post", true, scope, Limits.NONE)), CallSet.parse(List.of("*")),
                true,
                SigningPolicy.RawGrants.NONE);
        signer = new Signer(keys, ledger, new Signer.Terms("devnet/one", true), () -> policy, UNCOUNTED);
    }

    @AfterEach
    void close() {
        ledger.close();
        keys.close();
    }

    private Answer answer(SigningRequest request) {
        return signer.answer(List.of(request), Signer.Circumstances.PLAIN).getFirst().orElseThrow();
    }

    /** Every call but the few that prove, with parameters that fit, that do not, and under every request id. */
    private List<Message> thefts() {
        List<Message> thefts = new ArrayList<>();
        Set<MinerMethod> proving = Set.of(MinerMethod.SUBMIT_WINDOWED_POST, MinerMethod.DECLARE_FAULTS,
                MinerMethod.DECLARE_FAULTS_RECOVERED);
        for (MinerMethod method : MinerMethod.values()) {
            if (!proving.contains(method)) {
                thefts.add(TestMessages.call(key, 1, method.number(), Bytes.EMPTY));
                thefts.add(TestMessages.call(key, 1, method.number(), Bytes.of(new byte[]{ 0x42, 0x00, 0x42})));
            }
        }
        thefts.add(TestMessages.send(key, Address.id(66), 1));
        thefts.add(Message.call(key, key, TokenAmount.ofFil(1), 0, Bytes.EMPTY));
        thefts.add(Message.call(Address.id(66), key, TokenAmount.ZERO, 0, Bytes.EMPTY));
        return thefts;
    }

    @Test
    void shouldMakePostOnlyKeySignNoTheftAndRecordEachAttempt() {
        List<Message> thefts = thefts();
        for (int i = 0; i < thefts.size(); i++) {
            Answer answer = answer(TestMessages.request("t" + i, thefts.get(i)));
            assertThat(answer).as("%s", thefts.get(i)).isInstanceOf(Answer.Refused.class);
        }
        List<RecordQuery.Row> attempts = new RecordQuery(key.toString(), null, null, null, null, true, 1_000, 0)
                .run(home.resolve("record"));
        assertThat(attempts).hasSize(thefts.size()).allSatisfy(row -> {
            assertThat(row.caller()).isEqualTo("kafka");
            assertThat(row.reason()).isNotBlank();
        });
        assertThat(attempts).extracting(RecordQuery.Row::meaning)
                .anyMatch(meaning -> meaning.startsWith("miner.ChangeOwnerAddress"))
                .anyMatch(meaning -> meaning.startsWith("send to f066"));
        assertThat(answer(TestMessages.request("good", TestMessages.recovery(key, 1)))).isInstanceOf(Answer.Signed.class);
    }

    @Test
    void shouldSignNoTheftThatHidesBehindAnInnocentCid() {
        Message theft = TestMessages.send(key, Address.id(66), 1);
        Message innocent = TestMessages.recovery(key, 1);
        assertThat(answer(new SigningRequest("a", Caller.KAFKA, key.toString(), "", Bytes.of(theft.toCbor()),
                innocent.cid().toString(), 0))).isInstanceOf(Answer.Refused.class);
        assertThat(answer(new SigningRequest("b", Caller.KAFKA, key.toString(), "", Bytes.of(innocent.toCbor()),
                theft.cid().toString(), 0))).isInstanceOf(Answer.Refused.class);
    }

    @Test
    void shouldAnswerEveryMutationWithASentenceAndSignOnlyWhatWasAskedFor() {
        Random random = new Random(11);
        byte[] good = TestMessages.recovery(key, 1).toCbor();
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] bytes = mutate(random, good);
            SigningRequest request = new SigningRequest("m" + i, Caller.KAFKA,
                    random.nextInt(20) == 0 ? text(random) : key.toString(),
                    text(random), Bytes.of(bytes), cid(random, bytes), 0);
            switch (answer(request)) {
                case Answer.Signed signed -> assertThat(signed.cid()).isEqualTo(Cid.ofCbor(bytes).toString());
                case Answer.Refused refused -> {
                    assertThat(refused.kind()).isNotEqualTo(RefusalKind.LOCKED);
                    assertThat(refused.reason()).isNotBlank().doesNotContainPattern("[\\n\\r\\x1b]");
                }
            }
        }
        assertThat(RecordVerifier.verify(home.resolve("record"), null).head().sequence()).isEqualTo(MUTATIONS);
    }

    private static byte[] mutate(Random random, byte[] good) {
        byte[] bytes = random.nextInt(4) == 0 ? Arrays.copyOf(good, random.nextInt(2 * good.length)) : good.clone();
        for (int changes = random.nextInt(4); changes > 0 && bytes.length > 0; changes--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        return bytes;
    }

    private static String cid(Random random, byte[] bytes) {
        return random.nextInt(4) == 0 ? text(random) : Cid.ofCbor(bytes).toString();
    }

    private static String text(Random random) {
        return random.ints(random.nextInt(60), 0, 0x2ff).mapToObj(Character::toString).reduce("", String::concat);
    }
}
