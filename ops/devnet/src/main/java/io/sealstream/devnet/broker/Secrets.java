package io.sealstream.devnet.broker;

import io.sealstream.schemas.acl.AclAdmin;
import io.sealstream.schemas.acl.AclPlan;
import io.sealstream.schemas.acl.ClusterUsers;
import io.sealstream.schemas.acl.Role;
import io.sealstream.schemas.kafka.ClusterLayout;
import io.sealstream.schemas.kafka.KafkaClients;
import io.sealstream.schemas.kafka.KafkaSettings;
import io.sealstream.schemas.kafka.Login;
import io.sealstream.schemas.registry.RegistrySettings;
import io.sealstream.schemas.registry.RegistryTls;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;

/**
 * What a secure broker and its users need, in a folder that its owner alone can read: {@code ca.key}, {@code ca.pem},
 * {@code 127.0.0.1.pem} (key and certificate of the broker), {@code passwords/USER}. Made once, before the broker's first start.
 */
public final class Secrets {
    /** User that may do everything, such as giving rights. */
    public static final String ADMIN = "admin";
    /** User that the brokers are among themselves. */
    static final String BROKER = "broker";
    private static final String HOST = "127.0.0.1";
    private static final int PASSWORD_BYTES = 24;
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY = PosixFilePermissions
            .asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY_FOLDER = PosixFilePermissions
            .asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final Path folder;

    private Secrets(Path folder) {
        this.folder = folder;
    }

    /**
     * Opens a folder that was made.
     *
     * @throws BrokerException where something is missing
     */
    public static Secrets read(Path folder) {
        Secrets secrets = new Secrets(folder.toAbsolutePath());
        Stream.concat(Stream.of(secrets.ca(), secrets.certificate()), users().map(secrets::passwordFile)).forEach(file -> {
            if (!Files.isReadable(file)) {
                throw new BrokerException(
                        "there is no file " + file + ": --secrets wants a folder that `devnet up --secure` has made");
            }
        });
        return secrets;
    }

    /**
     * Makes what is missing: certificates and a random password for each user.
     *
     * @param certificates the tool of that name in {@code ops/bin}
     * @throws BrokerException where it cannot, with what the tool said
     */
    public static Secrets make(Path folder, Path certificates) {
        try {
            certify(certificates, folder);
            Secrets secrets = new Secrets(folder.toAbsolutePath());
            Files.createDirectories(folder.resolve("passwords"), OWNER_ONLY_FOLDER);
            for (String user : users().toList()) {
                secrets.makePassword(user);
            }
            return secrets;
        } catch (IOException e) {
            throw new BrokerException(
                    "passwords cannot be made in " + folder + " (" + e + "); free the disk or choose another folder", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrokerException("interrupted while certificates were made", e);
        }
    }

    private static void certify(Path tool, Path folder) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(tool.toString(), folder.toString(), HOST).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (process.waitFor() != 0) {
            throw new BrokerException("no certificates for the broker: " + said);
        }
    }

    private void makePassword(String user) throws IOException {
        Path file = passwordFile(user);
        if (!Files.exists(file)) {
            byte[] random = new byte[PASSWORD_BYTES];
            new SecureRandom().nextBytes(random);
            Path aside = Files.createTempFile(folder, "password", "", OWNER_ONLY);
            Files.writeString(aside, HexFormat.of().formatHex(random) + "\n", StandardOpenOption.TRUNCATE_EXISTING);
            Files.move(aside, file);
        }
    }

    private static Stream<String> users() {
        return Stream.concat(Stream.of(BROKER, ADMIN),
                Arrays.stream(Role.values()).flatMap(role -> ClusterUsers.USUAL.of(role).stream()));
    }

    /** Certificate of who signed the broker's. */
    public Path ca() {
        return folder.resolve("ca.pem");
    }

    /** Key and certificate of the broker, and of the registry beside it. */
    Path certificate() {
        return folder.resolve(HOST + ".pem");
    }

    /** File with the password of a user as its only line. */
    public Path passwordFile(String user) {
        return folder.resolve("passwords").resolve(user);
    }

    /** How that user shows who it is. */
    public Login login(String user) {
        return new Login(user, password(user), Optional.of(ca()));
    }

    /** Of each user. */
    Map<String, String> passwords() {
        return users().collect(Collectors.toMap(user -> user, this::password));
    }

    /**
     * How a user reaches a broker with these secrets and the registry beside it. Only the operator registers schemas.
     *
     * @param registry of https
     */
    public KafkaSettings settings(String bootstrap, URI registry, Login login) {
        RegistrySettings schemas = RegistrySettings
                .of(List.of(registry), Optional.of(login.user() + ":" + login.password()), Optional.empty())
                .with(new RegistryTls(Optional.of(new RegistryTls.Store(ca(), Optional.empty())), Optional.empty()));
        return new KafkaSettings(bootstrap, schemas, login.user().equals(Role.OPERATOR.usualUser()), ClusterLayout.DEVNET,
                login.properties());
    }

    private String password(String user) {
        try {
            return Files.readString(passwordFile(user)).strip();
        } catch (IOException e) {
            throw new BrokerException("there is no password of user " + user + " (" + e + ")", e);
        }
    }

    /** Gives every user its rights on a broker that runs. What is not given is denied. */
    public void giveRights(String bootstrap) {
        try (Admin admin = clients(bootstrap, ADMIN).admin("rights")) {
            new AclAdmin(admin).apply(AclPlan.of(ClusterUsers.USUAL));
        }
    }

    /** Clients of a user that need no registry. */
    KafkaClients clients(String bootstrap, String user) {
        return new KafkaClients(
                KafkaSettings.of(bootstrap, URI.create("http://" + HOST), false, ClusterLayout.DEVNET).as(login(user)));
    }

    /** The users that the broker knows from its birth, as the formatter of its storage takes them. */
    List<String> scramArguments() {
        return users().map(user -> "SCRAM-SHA-512=[name=" + user + ",password=" + password(user) + "]").toList();
    }

    /**
     * Properties of the broker: clients and other brokers come by TLS with a password, controllers by TLS with the broker's certificate, and
     * only what a right allows may be done.
     *
     * @param listener name of the listener of clients and brokers
     */
    Map<String, String> brokerProperties(String listener) {
        Map<String, String> out = new TreeMap<>();
        out.put("sasl.enabled.mechanisms", "SCRAM-SHA-512");
        out.put("sasl.mechanism.inter.broker.protocol", "SCRAM-SHA-512");
        out.put("listener.name." + listener.toLowerCase(Locale.ROOT) + ".scram-sha-512.sasl.jaas.config",
                String.valueOf(login(BROKER).properties().get("sasl.jaas.config")));
        out.put("ssl.keystore.type", "PEM");
        out.put("ssl.keystore.location", certificate().toString());
        out.put("ssl.truststore.type", "PEM");
        out.put("ssl.truststore.location", ca().toString());
        out.put("listener.name.controller.ssl.client.auth", "required");
        out.put("ssl.principal.mapping.rules", "RULE:^CN=broker$/" + BROKER + "/,DEFAULT");
        out.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        out.put("super.users", "User:" + BROKER + ";User:" + ADMIN);
        return out;
    }
}
