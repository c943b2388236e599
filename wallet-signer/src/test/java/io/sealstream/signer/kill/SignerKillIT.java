package io.sealstream.signer.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.devnet.testing.KafkaTestCluster;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Message;
import io.sealstream.schemas.avro.RefusalKind;
import io.sealstream.schemas.avro.SignMessage;
import io.sealstream.schemas.avro.SignatureMade;
import io.sealstream.schemas.avro.SignatureRefused;
import io.sealstream.signer.TestMessages;
import io.sealstream.signer.record.RecordVerifier;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * The signer is killed at random points between requests and answers: {@code -Dsigner.kills=50} for the long run, {@code -Dsigner.seed}
 * for another one. Lanes repeat what was not answered, ask for replacements, and sometimes for what they must not get.
 */
class SignerKillIT {
    private static final int KILLS = Integer.getInteger("signer.kills", 4);
    private static final long SEED = Long.getLong("signer.seed", 7);
    private static final int ASKED_A_LIFE = 24;
    private static final Duration LOOK = Duration.ofMillis(20);
    private static final int MAX_LOOKS_BEFORE_A_KILL = 150;
    private static final int MAX_LOOKS_AT_THE_END = 3_000;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;
    private final Random random = new Random(SEED);
    private final Map<String, SignMessage> asked = new LinkedHashMap<>();
    private final Map<Address, Long> nonces = new HashMap<>();

    @Test
    void shouldGiveEachRequestOneAnswerThroughKills() throws Exception {
        KafkaTestCluster kafka = KafkaTestCluster.shared();
        try (SignTopics topics = new SignTopics(kafka); SignerProcess signer = new SignerProcess(folder, kafka)) {
            List<Address> keys = List.of(Address.parse(signer.command("new", "bls")), Address.parse(signer.command("new")));
            for (int life = 0; life < KILLS; life++) {
                int before = topics.results(LOOK).size();
                for (int i = 0; i < ASKED_A_LIFE; i++) {
                    topics.ask(next(keys.get(random.nextInt(keys.size()))));
                }
                killAfter(topics, signer, before + random.nextInt(ASKED_A_LIFE));
                signer.restart();
            }
            List<SpecificRecord> results = awaitAnswers(topics);
            assertThat(asked).hasSizeGreaterThan(KILLS * ASKED_A_LIFE / 2);
            assertOneAnswerEach(results);
            assertThat(RecordVerifier.verify(signer.recordFile(), null).head().sequence()).isGreaterThanOrEqualTo(asked.size());
            assertNoncesHold(signer.recordFile());
        }
    }

    /** Killed while the wallet is locked, and while the requests that waited are answered. */
    @Test
    void shouldLetRequestsWaitThroughKillsAndSignEachOnce() throws Exception {
        KafkaTestCluster kafka = KafkaTestCluster.shared();
        try (SignTopics topics = new SignTopics(kafka); SignerProcess signer = new SignerProcess(folder, kafka)) {
            Address key = Address.parse(signer.command("new", "bls"));
            signer.command("lock");
            for (int life = 0; life < KILLS; life++) {
                for (int i = 0; i < ASKED_A_LIFE; i++) {
                    topics.ask(remember(TestMessages.recovery(key, asked.size())));
                }
                awaitIds(topics, asked.size());
                signer.kill();
                signer.restartLocked();
            }
            assertThat(topics.results(LOOK)).isNotEmpty().allMatch(SignerKillIT::isWaiting);
            signer.unlock();
            killAfter(topics, signer, topics.results(LOOK).size() + random.nextInt(2 * ASKED_A_LIFE));
            signer.restart();
            List<SpecificRecord> answers = awaitFinal(topics);

            assertThat(answersById(answers).values())
                    .allSatisfy(
                            each -> assertThat(each.stream().distinct()).hasSize(1).hasOnlyElementsOfType(SignatureMade.class));
            assertThat(answers.stream().map(SignerKillIT::id).distinct()).as("in the order of the lane")
                    .containsExactlyElementsOf(asked.keySet());
            assertThat(RecordVerifier.verify(signer.recordFile(), null).head().sequence()).isEqualTo(asked.size());
        }
    }

    private static boolean isWaiting(SpecificRecord result) {
        return result instanceof SignatureRefused refused && refused.getKind() == RefusalKind.LOCKED;
    }

    private void awaitIds(SignTopics topics, int count) {
        for (int looks = 0; answersById(topics.results(LOOK)).size() < count; looks++) {
            assertThat(looks).as("requests that are told to wait").isLessThan(MAX_LOOKS_AT_THE_END);
        }
    }

    private List<SpecificRecord> awaitFinal(SignTopics topics) {
        for (int looks = 0;; looks++) {
            List<SpecificRecord> answers = topics.results(LOOK).stream().filter(each -> !isWaiting(each)).toList();
            if (answersById(answers).size() == asked.size()) {
                return answers;
            }
            assertThat(looks).as("final answers %s of %s", answersById(answers).size(), asked.size())
                    .isLessThan(MAX_LOOKS_AT_THE_END);
        }
    }

    /** A new message, the same request again, a replacement that pays or one that does not, or a call that no key makes. */
    private SignMessage next(Address key) {
        long nonce = nonces.getOrDefault(key, 0L);
        int kind = nonce == 0 ? 0 : random.nextInt(10);
        return switch (kind) {
            case 1 -> asked.values().stream().skip(random.nextInt(asked.size())).findFirst().orElseThrow();
            case 2, 3 ->
                remember(TestMessages.withPremium(TestMessages.recovery(key, nonce + 1).withNonce(random.nextLong(nonce)),
                        1_000 + random.nextInt(300)));
            case 4 -> remember(TestMessages.withPremium(TestMessages.noOp(key, random.nextLong(nonce)), 1_500 + asked.size()));
            case 5 -> remember(TestMessages.send(key, Address.id(1234), nonce));
            default -> {
                nonces.put(key, nonce + 1);
                yield remember(TestMessages.recovery(key, nonce));
            }
        };
    }

    private SignMessage remember(Message message) {
        SignMessage request = SignMessage.newBuilder().setRequestId("r" + asked.size()).setSender(message.from().toString())
                .setIntent("intent").setValidUntil(0).setMessage(ByteBuffer.wrap(message.toCbor()))
                .setCid(message.cid().toString()).setSummary("a test").build();
        asked.put(request.getRequestId(), request);
        return request;
    }

    private static void killAfter(SignTopics topics, SignerProcess signer, int answers) {
        for (int looks = 0; topics.results(LOOK).size() < answers && looks < MAX_LOOKS_BEFORE_A_KILL; looks++) {
            // The look itself waits.
        }
        signer.kill();
    }

    private List<SpecificRecord> awaitAnswers(SignTopics topics) {
        List<SpecificRecord> results = topics.results(LOOK);
        for (int looks = 0; answersById(results).size() < asked.size(); looks++) {
            assertThat(looks).as("answers %s of %s", answersById(results).size(), asked.size()).isLessThan(MAX_LOOKS_AT_THE_END);
            results = topics.results(LOOK);
        }
        return results;
    }

    private static Map<String, List<SpecificRecord>> answersById(List<SpecificRecord> results) {
        return results.stream().collect(Collectors.groupingBy(SignerKillIT::id));
    }

    private static String id(SpecificRecord result) {
        return switch (result) {
            case SignatureMade made -> made.getRequestId();
            case SignatureRefused refused -> refused.getRequestId();
            default -> throw new AssertionError("not an answer: " + result);
        };
    }

    /** Each request id ends with one answer; what is signed is what was asked for. */
    private void assertOneAnswerEach(List<SpecificRecord> results) {
        answersById(results).forEach((id, answers) -> {
            assertThat(answers.stream().distinct()).as(id).hasSize(1);
            if (answers.getFirst() instanceof SignatureMade made) {
                assertThat(made.getCid()).isEqualTo(Objects.requireNonNull(asked.get(id)).getCid());
            }
        });
        assertThat(results).hasAtLeastOneElementOfType(SignatureMade.class).hasAtLeastOneElementOfType(SignatureRefused.class);
    }

    /** No nonce has two contents except recorded replacements, each of which pays for the ones before. */
    private static void assertNoncesHold(Path record) throws SQLException {
        Map<String, Map<String, BigInteger>> contents = new HashMap<>();
        List<String> wrong = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + record);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT * FROM entry WHERE verdict = 'SIGNED' ORDER BY seq")) {
            while (rows.next()) {
                Map<String, BigInteger> known = contents.computeIfAbsent(rows.getString("sender") + "/" + rows.getLong("nonce"),
                        place -> new HashMap<>());
                BigInteger premium = new BigInteger(rows.getString("premium"));
                boolean again = known.put(rows.getString("cid"), premium) != null;
                boolean pays = known.size() == 1 || again || (rows.getBoolean("replacement") && known.values().stream()
                        .filter(other -> !other.equals(premium)).allMatch(other -> pays(premium, other)));
                if (!pays) {
                    wrong.add("entry " + rows.getLong("seq"));
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(contents.values()).anyMatch(known -> known.size() > 1);
    }

    private static boolean pays(BigInteger premium, BigInteger before) {
        return premium.compareTo(before.multiply(BigInteger.valueOf(110)).divide(BigInteger.valueOf(100))) > 0;
    }
}
