package io.sealstream.schemas.registry;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collections;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Whom to trust, and who to be, at a registry that is reached by https. Names of hosts are checked in any case.
 *
 * @param trust    authorities that are trusted instead of the JVM's own: certificates in PEM, or a PKCS12 or JKS store
 * @param identity our own key with its certificates, for registries that ask for one: a PKCS12 or JKS store
 */
public record RegistryTls(Optional<Store> trust, Optional<Store> identity) {
    /** The JVM's own authorities, and nobody in particular. */
    public static final RegistryTls USUAL = new RegistryTls(Optional.empty(), Optional.empty());
    private static final String PEM_MARK = "-----BEGIN CERTIFICATE-----";

    /**
     * A file with certificates or keys.
     *
     * @param password of the store and of the key in it; PEM files have none
     */
    public record Store(Path file, Optional<String> password) {
        /** How Kafka calls the kind of the file: {@code PEM}, {@code PKCS12}, {@code JKS}. */
        public String type() {
            try {
                return isPem(Files.readAllBytes(file)) ? "PEM" : load(this).getType().toUpperCase(Locale.ROOT);
            } catch (IOException e) {
                throw new IllegalArgumentException(this + " cannot be read; check the path and its permissions: " + e, e);
            }
        }

        /** Without the secret. */
        @Override
        public String toString() {
            return file.toString();
        }
    }

    /**
     * What TLS connections are made from. Reads the files.
     *
     * @throws IllegalArgumentException where a file cannot be used; the message names the file and the fix
     */
    public SSLContext context() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keyManagers(), trustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("this JVM cannot speak TLS: " + e.getMessage(), e);
        }
    }

    private TrustManager @Nullable [] trustManagers() throws GeneralSecurityException {
        if (trust.isEmpty()) {
            return null;
        }
        KeyStore store = load(trust.get());
        boolean trusts = false;
        for (String alias : Collections.list(store.aliases())) {
            trusts |= store.isCertificateEntry(alias);
        }
        if (!trusts) {
            throw new IllegalArgumentException(
                    trust.get() + " holds no certificate of an authority; name a PEM file or a trust store that does");
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    private KeyManager @Nullable [] keyManagers() throws GeneralSecurityException {
        if (identity.isEmpty()) {
            return null;
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        try {
            factory.init(load(identity.get()), password(identity.get()));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("the key in " + identity.get()
                    + " cannot be read; give it the password of the store: " + e.getMessage(), e);
        }
        return factory.getKeyManagers();
    }

    private static KeyStore load(Store store) {
        try {
            byte[] bytes = Files.readAllBytes(store.file());
            return isPem(bytes) ? fromPem(bytes) : KeyStore.getInstance(store.file().toFile(), password(store));
        } catch (IOException e) {
            throw new IllegalArgumentException(store + " cannot be read; check the path, its permissions and the password: " + e,
                    e);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    store + " is neither PEM nor a PKCS12 or JKS store; name such a file: " + e.getMessage(), e);
        }
    }

    private static boolean isPem(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1).contains(PEM_MARK);
    }

    private static KeyStore fromPem(byte[] pem) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        for (Certificate certificate : factory.generateCertificates(new ByteArrayInputStream(pem))) {
            store.setCertificateEntry("authority-" + store.size(), certificate);
        }
        return store;
    }

    private static char @Nullable [] password(Store store) {
        return store.password().map(String::toCharArray).orElse(null);
    }
}
