package io.sealstream.signer.signing;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.Message;
import io.sealstream.signer.TestMessages;
import io.sealstream.signer.TestStatements;
import io.sealstream.signer.TestStatements.Sample;
import io.sealstream.signer.TestWallet;
import io.sealstream.signer.domain.CallSet;
import io.sealstream.signer.domain.Caller;
import io.sealstream.signer.domain.RefusalKind;
import io.sealstream.signer.domain.SigningPolicy;
import io.sealstream.signer.domain.SigningRecord.Conflicts;
import io.sealstream.signer.domain.StatementType;
import io.sealstream.signer.record.RecordQuery;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AskSignerTest {
    private static final Caller CALLER = new Caller(Caller.Way.RPC, "miner");

    @TempDir
    Path home;
    private TestWallet wallet;

    @BeforeEach
    void open() {
        wallet = new TestWallet(home);
    }

    @AfterEach
    void close() {
        wallet.close();
    }

    private static Ask ask(String id, Address signer, String type, Bytes data, Bytes extra) {
        return new Ask(id, CALLER, signer.toString(), type, data, extra, Optional.empty());
    }

    private static Ask message(String id, Message message, Bytes toSign) {
        return ask(id, message.from(), Ask.MESSAGE, toSign, Bytes.of(message.toCbor()));
    }

    private Answer answer(Ask ask) {
        return wallet.signer.answer(List.of(ask)).getFirst();
    }

    private static void assertRefused(Answer answer, RefusalKind kind, String reason) {
        assertThat(answer).isInstanceOfSatisfying(Answer.Refused.class, refused -> {
            assertThat(refused.kind()).isEqualTo(kind);
            assertThat(refused.reason()).contains(reason);
        });
    }

    @Test
    void shouldSignMessagesWhoseCidIsAskedFor() {
        for (Address signer : List.of(wallet.bls, wallet.secp)) {
            Message message = TestMessages.recovery(signer, 1);
            assertThat(answer(message("m" + signer, message, Bytes.of(message.bytesToSign())))).isInstanceOfSatisfying(
                    Answer.Signed.class,
                    signed -> assertThat(TestWallet.holds(signed.signature(), signer, message.bytesToSign())).isTrue());
        }
        assertThat(wallet.record()).extracting(RecordQuery.Row::caller).containsOnly("rpc:miner");
    }

    /** The hole of venus-wallet: one message shown, another signed. */
    @Test
    void shouldRefuseToSignAnythingButTheMessageShown() {
        Message shown = TestMessages.recovery(wallet.bls, 1);
        Message meant = TestMessages.send(wallet.bls, Address.id(9), 1);
        assertRefused(answer(message("a", shown, Bytes.of(meant.bytesToSign()))), RefusalKind.MALFORMED, "CID");
        assertRefused(answer(message("b", shown, Bytes.of(new byte[32]))), RefusalKind.MALFORMED, "no CID");
        assertRefused(answer(message("c", shown, Bytes.EMPTY)), RefusalKind.MALFORMED, "no CID");
        assertRefused(answer(ask("d", wallet.bls, Ask.MESSAGE, Bytes.of(meant.bytesToSign()), Bytes.EMPTY)),
                RefusalKind.MALFORMED, "");
        assertRefused(answer(message("e", meant, Bytes.of(meant.bytesToSign()))), RefusalKind.POLICY, "send");
        assertThat(wallet.record()).hasSize(5).allMatch(row -> row.verdict().startsWith("REFUSED"));
    }

    /** Message services do that after a timeout; a lane on Kafka never does. */
    @Test
    void shouldLeaveNoncesToCallersUnlessConfiguredOtherwise() {
        Message first = TestMessages.recovery(wallet.bls, 1);
        Message second = TestMessages.recovery(wallet.bls, 2).withNonce(1);
        Message third = TestMessages.recovery(wallet.bls, 3).withNonce(1);
        assertThat(answer(message("1", first, Bytes.of(first.bytesToSign())))).isInstanceOf(Answer.Signed.class);
        assertThat(answer(message("2", second, Bytes.of(second.bytesToSign())))).isInstanceOf(Answer.Signed.class);
        assertRefused(
                wallet.signer(Conflicts.REFUSED).answer(List.of(message("3", third, Bytes.of(third.bytesToSign())))).getFirst(),
                RefusalKind.POLICY, "nonce 1");
        assertThat(wallet.record()).extracting(RecordQuery.Row::verdict).containsExactly("REFUSED POLICY", "SIGNED", "SIGNED");
    }

    @Test
    void shouldSignEveryTypeOfStatementAndRecordItsMeaning() {
        wallet.apply(SigningPolicy.allowing(List.of("signedvoucher")));
        for (Sample sample : TestStatements.all()) {
            assertThat(answer(ask("s-" + sample.type(), wallet.bls, sample.type().label(), sample.data(), Bytes.EMPTY)))
                    .isInstanceOfSatisfying(Answer.Signed.class,
                            signed -> assertThat(TestWallet.holds(signed.signature(), wallet.bls, sample.signed().toArray()))
                                    .isTrue());
            RecordQuery.Row newest = wallet.record().getFirst();
            assertThat(newest.type()).isEqualTo(sample.type().label());
            assertThat(newest.verdict()).isEqualTo("SIGNED");
            assertThat(newest.meaning()).isNotBlank();
        }
    }

    @Test
    void shouldSignOneBlockOfAMinerAtAHeight() {
        Bytes first = Bytes.of(TestStatements.BLOCK.toCbor());
        Bytes rival = Bytes.of(TestStatements.rivalBlock().toCbor());
        assertThat(answer(ask("1", wallet.bls, "block", first, Bytes.EMPTY))).isInstanceOf(Answer.Signed.class);
        assertThat(answer(ask("2", wallet.bls, "block", first, Bytes.EMPTY))).isInstanceOf(Answer.Signed.class);
        assertRefused(answer(ask("3", wallet.bls, "block", rival, Bytes.EMPTY)), RefusalKind.POLICY, "at height 77");
    }

    @Test
    void shouldAnswerARepeatedRequestFromTheRecordWhateverItAsksNow() {
        Sample block = TestStatements.of(StatementType.BLOCK);
        Answer first = answer(ask("r", wallet.bls, "block", block.data(), Bytes.EMPTY));
        assertThat(answer(ask("r", wallet.bls, "block", TestStatements.of(StatementType.DEAL_PROPOSAL).data(), Bytes.EMPTY)))
                .isEqualTo(first);
        Answer refused = answer(ask("x", wallet.bls, "unknown", block.data(), Bytes.EMPTY));
        wallet.apply(new SigningPolicy(List.of(), CallSet.parse(List.of()), false,
                new SigningPolicy.RawGrants(Set.of(wallet.bls), Set.of())));
        assertThat(answer(ask("x", wallet.bls, "unknown", block.data(), Bytes.EMPTY))).isEqualTo(refused);
        assertThat(answer(ask("y", wallet.bls, "unknown", block.data(), Bytes.EMPTY))).isInstanceOf(Answer.Signed.class);
        assertThat(wallet.record()).hasSize(3);
    }

    @Test
    void shouldSayWhyAStatementIsRefused() {
        Sample block = TestStatements.of(StatementType.BLOCK);
        assertRefused(answer(ask("1", wallet.bls, "nonsense", block.data(), Bytes.EMPTY)), RefusalKind.MALFORMED,
                "use message, block");
        assertRefused(answer(ask("2", wallet.bls, "block", Bytes.fromHex("00"), Bytes.EMPTY)), RefusalKind.MALFORMED, "no block");
        assertRefused(answer(ask("3", Address.bls(new byte[48]), "block", block.data(), Bytes.EMPTY)), RefusalKind.UNKNOWN_KEY,
                "no key");
        assertRefused(answer(ask("4", wallet.bls, "f3", block.data(), Bytes.EMPTY)), RefusalKind.POLICY, "f3");
        assertRefused(answer(ask("5", wallet.bls, "verifyaddress", Bytes.of(new byte[32]), Bytes.of(new byte[32]))),
                RefusalKind.MALFORMED, "gateways");
        assertThat(wallet.record()).hasSize(5).allMatch(row -> row.verdict().startsWith("REFUSED"));
    }

    @Test
    void shouldNotRememberThatTheWalletWasLocked() {
        Ask block = ask("l", wallet.bls, "block", TestStatements.of(StatementType.BLOCK).data(), Bytes.EMPTY);
        wallet.keys.lock();
        assertRefused(answer(block), RefusalKind.LOCKED, "locked");
        wallet.unlock();
        assertThat(answer(block)).isInstanceOf(Answer.Signed.class);
    }

    @Test
    void shouldAskTheFilterAboutWhatThePolicyAllowsAndRecordItsRefusal() {
        Path asked = home.resolve("asked");
        AskSigner filtered = wallet.filtered("echo not today; touch " + asked + "; false");
        Message send = TestMessages.send(wallet.bls, Address.id(9), 1);
        assertRefused(filtered.answer(List.of(message("s", send, Bytes.of(send.bytesToSign())))).getFirst(), RefusalKind.POLICY,
                "send is not signed");
        assertThat(asked).doesNotExist();
        Message recovery = TestMessages.recovery(wallet.bls, 1);
        Ask ask = message("m", recovery, Bytes.of(recovery.bytesToSign()));
        Answer refused = filtered.answer(List.of(ask)).getFirst();
        assertRefused(refused, RefusalKind.POLICY, "[SignFilter] of the configuration refuses: exit code 1 (not today)");
        assertThat(asked).exists();
        assertThat(answer(ask)).isEqualTo(refused);
        Ask block = ask("b", wallet.bls, "block", TestStatements.of(StatementType.BLOCK).data(), Bytes.EMPTY);
        assertRefused(filtered.answer(List.of(block)).getFirst(), RefusalKind.POLICY, "not today");
        assertThat(wallet.record()).hasSize(3).allMatch(row -> row.verdict().equals("REFUSED POLICY"));
        assertThat(wallet.filtered("grep -q '\"Method\":11'")
                .answer(List.of(message("o", recovery, Bytes.of(recovery.bytesToSign())))).getFirst())
                .isInstanceOf(Answer.Signed.class);
    }

    @Test
    void shouldServeManyCallersInOrder() throws Exception {
        List<CompletableFuture<Answer>> waiting = IntStream.range(0, 50).mapToObj(i -> {
            Message message = TestMessages.recovery(wallet.bls, i);
            return wallet.desk.sign(message("d" + i, message, Bytes.of(message.bytesToSign()))).toCompletableFuture();
        }).toList();
        for (int i = 0; i < waiting.size(); i++) {
            assertThat(waiting.get(i).get(20, TimeUnit.SECONDS).requestId()).isEqualTo("d" + i);
        }
        assertThat(wallet.record()).extracting(RecordQuery.Row::requestId)
                .containsExactlyElementsOf(IntStream.range(0, 50).mapToObj(i -> "d" + (49 - i)).toList());
    }

    @Test
    void shouldSendCallersAwayBeforeTheChainIsKnownAndAfterTheEnd() throws Exception {
        Ask block = ask("l", wallet.bls, "block", TestStatements.of(StatementType.BLOCK).data(), Bytes.EMPTY);
        try (SigningDesk early = new SigningDesk().start()) {
            assertRefused(early.sign(block).toCompletableFuture().get(20, TimeUnit.SECONDS), RefusalKind.LOCKED, "chain");
        }
        wallet.desk.close();
        assertRefused(wallet.desk.sign(block).toCompletableFuture().get(20, TimeUnit.SECONDS), RefusalKind.LOCKED, "stops");
    }

    @Test
    void shouldFailCallersAndSignNothingWhenTheRecordIsGone() {
        wallet.ledger.close();
        Ask block = ask("l", wallet.bls, "block", TestStatements.of(StatementType.BLOCK).data(), Bytes.EMPTY);
        assertThat(wallet.desk.sign(block).toCompletableFuture()).failsWithin(Duration.ofSeconds(20)).withThrowableThat()
                .withMessageContaining("signing record");
    }
}
