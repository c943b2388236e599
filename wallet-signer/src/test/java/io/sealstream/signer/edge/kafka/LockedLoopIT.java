package io.sealstream.signer.edge.kafka;

import static io.sealstream.signer.edge.kafka.LoopUnderTest.PATIENCE;
import static io.sealstream.signer.edge.kafka.LoopUnderTest.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Message;
import io.sealstream.schemas.Topics;
import io.sealstream.schemas.avro.DeadLetter;
import io.sealstream.schemas.avro.RefusalKind;
import io.sealstream.schemas.avro.SignMessage;
import io.sealstream.schemas.avro.SignatureMade;
import io.sealstream.schemas.avro.SignatureRefused;
import io.sealstream.schemas.runtime.HealthState;
import io.sealstream.signer.TestMessages;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The signer on a real broker, its wallet locked: requests wait, visibly, and are answered in their order after the unlocking. */
class LockedLoopIT {
    @TempDir
    Path home;
    private LoopUnderTest signer;

    @BeforeEach
    void startLocked() {
        signer = new LoopUnderTest(home);
        signer.ask(request("old", message(0)));
        signer.results(1);
        signer.keys.lock();
    }

    @AfterEach
    void stop() {
        signer.close();
    }

    private Message message(long nonce) {
        return TestMessages.recovery(signer.sender, nonce);
    }

    private SignMessage[] requests(int from, int to) {
        List<SignMessage> requests = new ArrayList<>();
        for (int i = from; i <= to; i++) {
            requests.add(request("r" + i, message(i)));
        }
        return requests.toArray(SignMessage[]::new);
    }

    private static boolean isWaiting(SpecificRecord result) {
        return result instanceof SignatureRefused refused && refused.getKind() == RefusalKind.LOCKED;
    }

    private static List<String> waiting(List<SpecificRecord> results) {
        return results.stream().filter(LockedLoopIT::isWaiting).map(each -> ((SignatureRefused) each).getRequestId()).toList();
    }

    private static List<String> signed(List<SpecificRecord> results) {
        return results.stream().filter(SignatureMade.class::isInstance).map(each -> ((SignatureMade) each).getRequestId())
                .toList();
    }

    private void awaitWaiting(int count) {
        await().atMost(PATIENCE).until(() -> signer.waiting() == count);
    }

    /** The offset before which nothing waits. */
    private void awaitCommitted(long offset) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(signer.committed()).isEqualTo(offset));
    }

    @Test
    void shouldLetRequestsWaitAndSignThemInTheirOrderWithoutBeingAskedAgain() {
        signer.ask(requests(1, 3));
        signer.ask(requests(2, 2));
        signer.ask(requests(4, 4));
        List<SpecificRecord> told = signer.results(5);

        assertThat(waiting(told)).as("each is told once").containsExactly("r1", "r2", "r3", "r4");
        assertThat(told.getLast()).isInstanceOfSatisfying(SignatureRefused.class,
                refused -> assertThat(refused.getReason()).contains("wallet-signer unlock", "waits"));
        awaitWaiting(4);
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(signer.health().status()).isEqualTo(HealthState.Status.WAITING);
            assertThat(signer.health().detail()).isEqualTo(
                    "4 requests wait: the wallet is locked; unlock it with: wallet-signer unlock");
        });
        awaitCommitted(1);

        signer.unlock();
        assertThat(signed(signer.results(9))).containsExactly("old", "r1", "r2", "r3", "r4");
        awaitWaiting(0);
        awaitCommitted(6);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(signer.health().status()).isEqualTo(HealthState.Status.UP));
        assertThat(signer.results(9)).hasSize(9);
    }

    @Test
    void shouldAnswerAtOnceWhatNeedsNoKey() {
        signer.ask(requests(1, 1));
        SignMessage mismatch = SignMessage.newBuilder(request("bad", message(2))).setCid(message(3).cid().toString()).build();
        signer.ask(mismatch, request("theft", TestMessages.send(signer.sender, Address.id(66), 2)), request("old", message(0)),
                request("same message", message(0)), SignMessage.newBuilder(request(" ", message(2))).build());

        List<SpecificRecord> results = signer.results(6);
        assertThat(signed(results)).containsExactly("old", "old", "same message");
        assertThat(waiting(results)).containsExactly("r1");
        assertThat(results.stream().filter(each -> each instanceof SignatureRefused && !isWaiting(each)))
                .extracting(each -> ((SignatureRefused) each).getKind())
                .containsExactly(RefusalKind.MALFORMED, RefusalKind.POLICY);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(signer.read(Topics.DEAD_LETTER)).hasSize(1).first().isInstanceOfSatisfying(
                        DeadLetter.class, letter -> assertThat(letter.getReason()).contains("requestId is empty")));
        awaitWaiting(1);
    }

    @Test
    void shouldReadWhatWaitsAgainAfterARestartAndSignItOnce() {
        signer.ask(requests(1, 2));
        signer.results(3);
        signer.restart();
        awaitWaiting(2);
        signer.ask(requests(3, 3));
        awaitWaiting(3);
        signer.stop();
        signer.unlock();
        signer.restart();

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(signed(signer.read(Topics.SIGN_RESULT)))
                .containsExactly("old", "r1", "r2", "r3"));
        awaitWaiting(0);
        awaitCommitted(4);
        signer.restart();
        signer.ask(requests(4, 4));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(signed(signer.read(Topics.SIGN_RESULT)))
                .containsExactly("old", "r1", "r2", "r3", "r4"));
    }

    @Test
    void shouldWaitAgainWhenTheWalletIsLockedAgain() {
        signer.ask(requests(1, 1));
        awaitWaiting(1);
        signer.unlock();
        awaitWaiting(0);
        signer.keys.lock();
        signer.ask(requests(2, 2));
        awaitWaiting(1);
        signer.unlock();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(signed(signer.read(Topics.SIGN_RESULT)))
                .containsExactly("old", "r1", "r2"));
    }

    @Test
    void shouldRefuseWhatWasOfUseOnlyWhileTheWalletWasLocked() {
        signer.head(100);
        signer.ask(request("post", message(1), 105));
        signer.ask(requests(2, 2));
        awaitWaiting(2);
        signer.head(106);
        // A request that is late at once shows that the head was heard.
        await().atMost(PATIENCE).untilAsserted(() -> {
            signer.ask(request("late " + signer.read(Topics.SIGN_REQUEST).size(), message(3), 105));
            assertThat(signer.read(Topics.SIGN_RESULT)).anyMatch(each -> each instanceof SignatureRefused no && no.getExpired());
        });
        signer.unlock();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(signed(signer.read(Topics.SIGN_RESULT))).contains("r2"));
        List<SpecificRecord> results = signer.read(Topics.SIGN_RESULT);
        assertThat(signed(results)).containsExactly("old", "r2");
        assertThat(results).anyMatch(
                each -> each instanceof SignatureRefused no && no.getRequestId().equals("post") && no.getExpired());
    }
}
