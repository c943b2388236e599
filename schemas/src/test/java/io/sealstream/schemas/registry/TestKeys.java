package io.sealstream.schemas.registry;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Keys with self-signed certificates for 127.0.0.1, made by the JDK's keytool in a folder of the test. */
final class TestKeys {
    static final String PASSWORD = "change it";
    private final Path folder;

    TestKeys(Path folder) {
        this.folder = folder;
    }

    /** A PKCS12 store with one key. */
    RegistryTls.Store key(String name) throws IOException, InterruptedException {
        Path file = folder.resolve(name + ".p12");
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of("-genkeypair", "-alias", name, "-keyalg", "EC", "-dname", "CN=" + name, "-ext", "SAN=ip:127.0.0.1",
                "-validity", "3650", "-storetype", "PKCS12", "-keystore", file.toString(), "-storepass", PASSWORD));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("keytool failed: " + said);
        }
        return new RegistryTls.Store(file, Optional.of(PASSWORD));
    }

    /** The certificates of such keys in one PEM file, with words between them as tools write them. */
    Path pem(RegistryTls.Store... keys) throws IOException, GeneralSecurityException {
        StringBuilder text = new StringBuilder();
        for (RegistryTls.Store key : keys) {
            text.append("subject: ").append(key.file().getFileName()).append("\n-----BEGIN CERTIFICATE-----\n")
                    .append(Base64.getMimeEncoder().encodeToString(certificate(key).getEncoded()))
                    .append("\n-----END CERTIFICATE-----\n");
        }
        return Files.writeString(folder.resolve("trust-" + keys.length + "-" + keys[0].file().getFileName() + ".pem"), text);
    }

    /** The certificate of a key as a trust store. */
    RegistryTls.Store trust(String type, RegistryTls.Store key) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(type);
        store.load(null, null);
        store.setCertificateEntry("authority", certificate(key));
        Path file = folder.resolve("trust." + type);
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, PASSWORD.toCharArray());
        }
        return new RegistryTls.Store(file, Optional.of(PASSWORD));
    }

    private static Certificate certificate(RegistryTls.Store key) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(key.file().toFile(), PASSWORD.toCharArray());
        return Arrays.stream(store.getCertificateChain(store.aliases().nextElement())).findFirst().orElseThrow();
    }
}
