package io.sealstream.signer.edge.kafka;

import static io.sealstream.signer.edge.kafka.LoopUnderTest.PATIENCE;
import static io.sealstream.signer.edge.kafka.LoopUnderTest.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sealstream.filecoin.Message;
import io.sealstream.proofs.bls.Bls;
import io.sealstream.schemas.avro.RefusalKind;
import io.sealstream.schemas.avro.SignMessage;
import io.sealstream.schemas.avro.SignatureMade;
import io.sealstream.schemas.avro.SignatureRefused;
import io.sealstream.signer.TestMessages;
import io.sealstream.signer.signing.Answer;
import io.sealstream.signer.signing.Signer;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The signer on a real broker, its wallet open. */
class SignLoopIT {
    @TempDir
    Path home;
    private LoopUnderTest signer;

    @BeforeEach
    void start() {
        signer = new LoopUnderTest(home);
    }

    @AfterEach
    void stop() {
        signer.close();
    }

    private Message message(long nonce) {
        return TestMessages.recovery(signer.sender, nonce);
    }

    @Test
    void shouldSignRefuseAndGoOn() {
        SignMessage mismatch = SignMessage.newBuilder(request("b", message(2))).setCid(message(1).cid().toString()).build();
        signer.ask(request("a", message(1)), mismatch, request("d", message(3)));

        List<SpecificRecord> results = signer.results(3);
        assertThat(results.get(0)).isInstanceOfSatisfying(SignatureMade.class, made -> {
            assertThat(made.getRequestId()).isEqualTo("a");
            assertThat(Bls.open().verify(bytes(made.getSignature()), signer.sender.payload(), message(1).bytesToSign())).isTrue();
        });
        assertThat(results.get(1)).isInstanceOfSatisfying(SignatureRefused.class, refused -> {
            assertThat(refused.getRequestId()).isEqualTo("b");
            assertThat(refused.getKind()).isEqualTo(RefusalKind.MALFORMED);
            assertThat(refused.getExpired()).isFalse();
        });
        assertThat(results.get(2)).isInstanceOfSatisfying(SignatureMade.class,
                made -> assertThat(made.getRequestId()).isEqualTo("d"));
    }

    @Test
    void shouldContinueBehindItsOffsetsAndRepeatAnswersAfterRestart() {
        SignMessage request = request("a", message(1));
        signer.ask(request);
        SpecificRecord first = signer.results(1).getFirst();
        signer.restart();
        signer.ask(request);
        assertThat(signer.results(2)).containsExactly(first, first);
    }

    @Test
    void shouldGiveTheRecordedAnswerAfterDeathBetweenRecordAndAnswer() {
        signer.stop();
        Answer recorded = signer.signer().answer(List.of(TestMessages.request("a", message(1))), Signer.Circumstances.PLAIN)
                .getFirst().orElseThrow();
        signer.restart();
        signer.ask(request("a", message(1)), request("b", message(2).withNonce(1)));
        List<SpecificRecord> results = signer.results(2);
        assertThat(bytes(((SignatureMade) results.get(0)).getSignature()))
                .isEqualTo(((Answer.Signed) recorded).signature().data().toArray());
        assertThat(results.get(1)).isInstanceOf(SignatureRefused.class);
    }

    @Test
    void shouldRefuseWhatTheNewestHeadHasPassed() {
        signer.stop();
        signer.head(105);
        signer.head(106);
        signer.restart();
        signer.ask(request("late", message(1), 105), request("in time", message(2), 106), request("any time", message(3)));

        List<SpecificRecord> results = signer.results(3);
        assertThat(results.get(0)).isInstanceOfSatisfying(SignatureRefused.class, refused -> {
            assertThat(refused.getExpired()).isTrue();
            assertThat(refused.getKind()).as("final for older readers").isEqualTo(RefusalKind.POLICY);
            assertThat(refused.getReason()).contains("epoch 105", "epoch 106");
        });
        assertThat(results.subList(1, 3)).hasOnlyElementsOfType(SignatureMade.class);
    }

    @Test
    void shouldFollowTheHeadsAsTheyCome() {
        signer.ask(request("a", message(1), 105));
        assertThat(signer.results(1).getFirst()).as("no head is known, nothing is judged").isInstanceOf(SignatureMade.class);
        signer.head(106);
        AtomicInteger number = new AtomicInteger(1);
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(200)).untilAsserted(() -> {
            int next = number.incrementAndGet();
            signer.ask(request("b" + next, message(next), 105));
            assertThat(signer.results(next).getLast()).isInstanceOfSatisfying(SignatureRefused.class,
                    refused -> assertThat(refused.getExpired()).isTrue());
        });
        signer.ask(request("a", message(1), 105));
        assertThat(signer.results(number.get() + 1).getLast()).as("signed before").isInstanceOf(SignatureMade.class);
    }

    @Test
    void shouldEndWhenAnotherSignerTakesItsName() {
        signer.ask(request("a", message(1)));
        signer.results(1);
        try (SignLoop second = signer.start(LoopUnderTest.NETWORK)) {
            // The older one learns it at its next answer, so requests keep coming.
            AtomicInteger number = new AtomicInteger(1);
            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(200)).untilAsserted(() -> {
                int next = number.incrementAndGet();
                signer.ask(request("b" + next, message(next)));
                assertThat(signer.fatal).hasSize(1).first().asString().contains("taken over");
            });
            assertThat(second).isNotNull();
        }
    }

    @Test
    void shouldEndOnWrongCluster() {
        signer.restart("mainnet");
        await().atMost(PATIENCE).untilAsserted(
                () -> assertThat(signer.fatal).hasSize(1).first().asString().contains("belongs to network devnet"));
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
