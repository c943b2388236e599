package io.sealstream.signer.keys;

import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Signature;
import io.sealstream.signer.keys.KeyStore.Stored;
import io.sealstream.signer.keys.WalletException.Reason;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one repository. Locked it knows addresses only; unlocked it holds the hash of the password and decrypts each key at its
 * first use. {@link #lock} wipes both. Safe for many threads: one call at a time, except {@link #isLocked} and {@link #addresses}.
 */
public final class KeyRing implements AutoCloseable {
    private static final int VERIFIER_BYTES = 32;

    private final KeyStore store;
    private final Map<KeyType, Curve> curves;
    private final ScryptCost cost;
    private final SecureRandom random = new SecureRandom();
    private final Map<Address, OpenKey> open = new HashMap<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private @Nullable Secret passwordHash;
    private volatile boolean locked = true;
    private volatile List<Address> addresses;

    private record OpenKey(Curve curve, Secret secret) {}

    private KeyRing(KeyStore store, List<Curve> curves, ScryptCost cost) {
        this.store = store;
        this.curves = curves.stream().collect(Collectors.toUnmodifiableMap(Curve::type, Function.identity()));
        this.cost = cost;
        this.addresses = List.copyOf(store.addresses());
    }

    /** Opens the key store of a repository, locked. */
    public static KeyRing open(Path keyFile, List<Curve> curves, ScryptCost cost, InstantSource clock) {
        return new KeyRing(KeyStore.open(keyFile, clock), curves, cost);
    }

    /** Tells {@code listener} of each unlocking and each key that comes or goes, on the thread that does it: it must not block or call back. */
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    private void changed() {
        listeners.forEach(Runnable::run);
    }

    public boolean isLocked() { return locked; }

    /** Every address with a key here; known while locked. */
    public List<Address> addresses() {
        return addresses;
    }

    /** True once a password was chosen (here or by venus-wallet, whose keys name it). */
    public synchronized boolean hasPassword() {
        return store.verifier().isPresent() || !addresses.isEmpty();
    }

    /** Chooses the password of a fresh repository and unlocks. */
    public synchronized void setPassword(Secret password) {
        if (hasPassword()) {
            throw new WalletException(Reason.PASSWORD_EXISTS, "this wallet has a password already; use 'wallet-signer unlock'");
        }
        if (password.length() == 0) {
            throw new WalletException(Reason.WRONG_PASSWORD, "an empty password is not accepted; choose one");
        }
        Secret hash = KeyFile.hash(password);
        storeVerifier(hash);
        hold(hash);
    }

    /** Checks the password and holds its hash; keys are decrypted when first used. */
    public synchronized void unlock(Secret password) {
        Secret hash = KeyFile.hash(password);
        try {
            requireRight(hash);
        } catch (RuntimeException e) {
            hash.close();
            throw e;
        }
        hold(hash);
    }

    /** Wipes the password's hash and every decrypted key. */
    public synchronized void lock() {
        locked = true;
        open.values().forEach(key -> key.secret().close());
        open.clear();
        if (passwordHash != null) {
            passwordHash.close();
            passwordHash = null;
        }
    }

    /** Makes a key and stores it. */
    public synchronized Address create(KeyType type) {
        requireUnlocked();
        Curve curve = curve(type);
        try (Secret key = curve.generate(random)) {
            return add(curve, key);
        }
    }

    /** Stores a key that was made elsewhere; one that is here already is refused. */
    public synchronized Address add(KeyType type, Secret key) {
        requireUnlocked();
        return add(curve(type), key);
    }

    /** Lends the type and plain bytes of a key to {@code use}; needs the password even while unlocked. */
    public synchronized <T> T export(Address address, Secret password, Function<PlainKey, T> use) {
        Stored stored = find(address);
        try (Secret hash = KeyFile.hash(password)) {
            requireRight(hash);
            try (Secret key = decrypt(address, stored, hash)) {
                return key.with(bytes -> use.apply(new PlainKey(stored.type(), bytes)));
            }
        }
    }

    /** Lends a key of an unlocked wallet to {@code use}, without the password. */
    public synchronized <T> T exportUnlocked(Address address, Function<PlainKey, T> use) {
        Secret hash = requireUnlocked();
        Stored stored = find(address);
        try (Secret key = decrypt(address, stored, hash)) {
            return key.with(bytes -> use.apply(new PlainKey(stored.type(), bytes)));
        }
    }

    /** A key as it leaves the ring in an export; the bytes are wiped after use. */
    @SuppressWarnings("ArrayRecordComponent") // lent and wiped, never compared
    public record PlainKey(KeyType type, byte[] bytes) {
        @Override
        public String toString() {
            return "PlainKey[" + type.label() + "]";
        }
    }

    /** Refuses a wrong password; changes nothing. */
    public synchronized void requirePassword(Secret password) {
        try (Secret hash = KeyFile.hash(password)) {
            requireRight(hash);
        }
    }

    /**
     * Deletes a key; needs the password even while unlocked. Its row stays as a tombstone without the key, so that the store can say that
     * it was here; the same key may be imported again.
     */
    public synchronized void delete(Address address, Secret password) {
        requirePassword(password);
        forget(address);
    }

    /** Deletes a key of an unlocked wallet, likewise. */
    public synchronized void deleteUnlocked(Address address) {
        requireUnlocked();
        forget(address);
    }

    private void forget(Address address) {
        store.delete(address);
        OpenKey held = open.remove(address);
        if (held != null) {
            held.secret().close();
        }
        addresses = List.copyOf(store.addresses());
        changed();
    }

    /** The address that a key has; nothing is stored. */
    public Address addressOf(KeyType type, Secret key) {
        return curve(type).address(key);
    }

    /** Signs with the key of {@code signer}. */
    public synchronized Signature sign(Address signer, byte[] data) {
        Secret hash = requireUnlocked();
        OpenKey key = open.get(signer);
        if (key == null) {
            Stored stored = find(signer);
            key = new OpenKey(curve(stored.type()), decrypt(signer, stored, hash));
            open.put(signer, key);
        }
        return key.curve().sign(key.secret(), data);
    }

    private Address add(Curve curve, Secret key) {
        Address address = curve.address(key);
        if (addresses.contains(address)) {
            throw new WalletException(Reason.KEY_EXISTS, "the key of " + address + " is in this wallet already");
        }
        store.put(address, new Stored(curve.type(), KeyFile.encrypt(key, requireUnlocked(), cost, random)));
        addresses = Stream.concat(addresses.stream(), Stream.of(address)).toList();
        changed();
        return address;
    }

    private Secret decrypt(Address address, Stored stored, Secret hash) {
        Secret key = stored.file().decrypt(hash).orElseThrow(() -> damaged(address));
        if (key.length() != KeyType.KEY_BYTES || !curve(stored.type()).address(key).equals(address)) {
            key.close();
            throw damaged(address);
        }
        return key;
    }

    private static WalletException damaged(Address address) {
        return new WalletException(Reason.DAMAGED, "the stored key of " + address
                + " does not decrypt to a key of this address: the key store was changed or is damaged; restore it from a backup");
    }

    private Stored find(Address address) {
        return store.find(address).orElseThrow(
                () -> new WalletException(Reason.UNKNOWN_KEY,
                        "no key of " + address + " is in this wallet; 'wallet-signer list' shows the keys"));
    }

    private Curve curve(KeyType type) {
        Curve curve = curves.get(type);
        if (curve == null) {
            throw new WalletException(Reason.BAD_KEY, "keys of type " + type.label() + " are not available in this process");
        }
        return curve;
    }

    private Secret requireUnlocked() {
        if (passwordHash == null) {
            throw WalletException.locked();
        }
        return passwordHash;
    }

    private void hold(Secret hash) {
        lock();
        passwordHash = hash;
        locked = false;
        changed();
    }

    /** One derivation at most: the verifier, or for a store of venus-wallet's its first key (and a verifier is added then). */
    private void requireRight(Secret hash) {
        if (passwordHash != null) {
            Secret held = passwordHash;
            boolean same = hash.with(a -> held.with(b -> MessageDigest.isEqual(a, b)));
            require(same);
            return;
        }
        Optional<KeyFile> verifier = store.verifier();
        if (verifier.isEmpty() && addresses.isEmpty()) {
            throw new WalletException(Reason.NO_PASSWORD,
                    "this wallet has no password yet; choose one with 'wallet-signer setpwd'");
        }
        Optional<Secret> opened = verifier.orElseGet(store::firstFile).decrypt(hash);
        opened.ifPresent(Secret::close);
        require(opened.isPresent());
        if (verifier.isEmpty()) {
            storeVerifier(hash);
        }
    }

    private static void require(boolean right) {
        if (!right) {
            throw new WalletException(Reason.WRONG_PASSWORD, "the password is wrong");
        }
    }

    private void storeVerifier(Secret hash) {
        byte[] bytes = new byte[VERIFIER_BYTES];
        random.nextBytes(bytes);
        try (Secret secret = Secret.take(bytes)) {
            store.setVerifier(KeyFile.encrypt(secret, hash, cost, random));
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    @Override
    public synchronized void close() {
        lock();
        store.close();
    }
}
