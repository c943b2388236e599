package io.sealstream.signer;

import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Secp256k1;
import io.sealstream.filecoin.Signature;
import io.sealstream.filecoin.SignatureType;
import io.sealstream.proofs.bls.Bls;
import io.sealstream.signer.crypto.BlsCurve;
import io.sealstream.signer.crypto.Secp256k1Curve;
import io.sealstream.signer.domain.SigningPolicy;
import io.sealstream.signer.domain.SigningRecord;
import io.sealstream.signer.keys.KeyRing;
import io.sealstream.signer.keys.KeyType;
import io.sealstream.signer.keys.ScryptCost;
import io.sealstream.signer.keys.Secret;
import io.sealstream.signer.record.RecordQuery;
import io.sealstream.signer.record.SigningLedger;
import io.sealstream.signer.signing.Answer;
import io.sealstream.signer.signing.AskSigner;
import io.sealstream.signer.signing.Consent;
import io.sealstream.signer.signing.Signer;
import io.sealstream.signer.signing.SigningDesk;
import io.sealstream.signer.signing.SigningMetrics;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A real wallet for tests of the ways in: keys, record, desk; unlocked, with one key of each curve. */
public final class TestWallet implements AutoCloseable {
    public static final String PASSWORD = "pass";
    public static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochMilli(1_000));
    private static final Bls BLS = Bls.open();
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

    public final KeyRing keys;
    public final Address bls;
    public final Address secp;
    public final SigningLedger ledger;
    public final AskSigner signer;
    public final SigningDesk desk = new SigningDesk().start();
    private final Path home;
    private volatile SigningPolicy policy = SigningPolicy.sealing();

    public TestWallet(Path home) {
        this.home = home;
        keys = KeyRing.open(home.resolve("keys"), List.of(new BlsCurve(BLS), new Secp256k1Curve()), new ScryptCost(2, 1), CLOCK);
        try (Secret password = password()) {
            keys.setPassword(password);
        }
        bls = keys.create(KeyType.BLS);
        secp = keys.create(KeyType.SECP256K1);
        ledger = SigningLedger.open(home.resolve("record"), Optional.empty(), CLOCK);
        signer = signer(SigningRecord.Conflicts.SIGNED);
        desk.use(signer);
    }

    public static Secret password() {
        return Secret.take(PASSWORD.toCharArray());
    }

    public AskSigner signer(SigningRecord.Conflicts conflicts) {
        return new AskSigner(keys, ledger, new Signer.Terms("devnet/one", true, conflicts), () -> policy, UNCOUNTED);
    }

    /** With a filter behind the policy. */
    public AskSigner filtered(String command) {
        return new AskSigner(keys, ledger, new Signer.Terms("devnet/one", true), Consent.of(() -> policy, Optional.of(command)),
                UNCOUNTED);
    }

    public void unlock() {
        try (Secret password = password()) {
            keys.unlock(password);
        }
    }

    public void apply(SigningPolicy next) {
        policy = next;
    }

    /** The record, newest first. */
    public List<RecordQuery.Row> record() {
        return new RecordQuery(null, null, null, null, null, false, 1000, 0).run(home.resolve("record"));
    }

    public static boolean holds(Signature signature, Address signer, byte[] data) {
        return signature.type() == SignatureType.BLS
                ? BLS.verify(signature.data().toArray(), signer.payload(), data)
                : Secp256k1.verify(signature, signer, data);
    }

    @Override
    public void close() {
        desk.close();
        ledger.close();
        keys.close();
    }
}
