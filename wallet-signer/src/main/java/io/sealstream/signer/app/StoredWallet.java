package io.sealstream.signer.app;

import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Bytes;
import io.sealstream.signer.edge.http.SignerMeters;
import io.sealstream.signer.keys.ExportedKey;
import io.sealstream.signer.keys.KeyRing;
import io.sealstream.signer.keys.KeyType;
import io.sealstream.signer.keys.Repository;
import io.sealstream.signer.keys.Secret;
import io.sealstream.signer.record.SigningLedger;
import io.sealstream.signer.signing.CommandSigner;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The store itself, for commands while no daemon runs. It is locked at first and locked again when the command ends. */
record StoredWallet(Repository repository, KeyRing keys, WalletHome home) implements Wallet {
    static StoredWallet open(Repository repository, WalletHome home) {
        try {
            return new StoredWallet(repository,
                    KeyRing.open(repository.keyFile(), CurveSet.all(), home.cost(), InstantSource.system()), home);
        } catch (RuntimeException e) {
            repository.close();
            throw e;
        }
    }

    @Override
    public boolean isLocked() { return keys.isLocked(); }

    @Override
    public List<Address> addresses() {
        return keys.addresses();
    }

    @Override
    public void setPassword(Secret password) {
        keys.setPassword(password);
    }

    @Override
    public void unlock(Secret password) {
        keys.unlock(password);
    }

    @Override
    public void lock() {
        keys.lock();
    }

    @Override
    public Address create(KeyType type) {
        return keys.create(type);
    }

    @Override
    public Address add(KeyType type, Secret key) {
        return keys.add(type, key);
    }

    @Override
    public byte[] export(Address address, Secret password) {
        return keys.export(address, password, ExportedKey::toHex);
    }

    @Override
    public void delete(Address address, Secret password) {
        keys.delete(address, password);
    }

    @Override
    public byte[] sign(String type, Address address, Bytes data, Secret password) {
        keys.unlock(password);
        return withRecord(signer -> signer.sign(type, address, data, password).toTypedBytes().toArray());
    }

    @Override
    public List<String> policy() {
        return home.policy().read().text();
    }

    @Override
    public String forgetNonces(String chain) {
        return withRecord(signer -> signer.forgetNonces(chain));
    }

    private <T> T withRecord(Function<CommandSigner, T> work) {
        try (SigningLedger ledger = SigningLedger.open(repository.recordFile(), Optional.empty(), InstantSource.system())) {
            return work.apply(
                    new CommandSigner(keys, ledger, home.consent(), home.network(), new SignerMeters(keys)));
        }
    }

    @Override
    public void close() {
        keys.close();
        repository.close();
    }
}
