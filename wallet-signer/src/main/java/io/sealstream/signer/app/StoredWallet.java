package io.sealstream.signer.app;

import io.sealstream.filecoin.Address;
import io.sealstream.signer.keys.ExportedKey;
import io.sealstream.signer.keys.KeyRing;
import io.sealstream.signer.keys.KeyType;
import io.sealstream.signer.keys.Repository;
import io.sealstream.signer.keys.ScryptCost;
import io.sealstream.signer.keys.Secret;
import java.time.InstantSource;
import java.util.List;

/** The store itself, for commands while no daemon runs. It is locked at first and locked again when the command ends. */
record StoredWallet(Repository repository, KeyRing keys) implements Wallet {
    static StoredWallet open(Repository repository, ScryptCost cost) {
        try {
            return new StoredWallet(repository, KeyRing.open(repository.keyFile(), CurveSet.all(), cost, InstantSource.system()));
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
    public void close() {
        keys.close();
        repository.close();
    }
}
