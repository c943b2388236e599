package io.sealstream.signer.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Bytes;
import io.sealstream.signer.keys.ExportedKey;
import io.sealstream.signer.keys.KeyRing;
import io.sealstream.signer.keys.KeyType;
import io.sealstream.signer.keys.Repository;
import io.sealstream.signer.keys.Secret;
import io.sealstream.signer.keys.WalletException;
import io.sealstream.signer.keys.WalletException.Reason;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;

/** The wallet of a running daemon, reached over its admin API with the token in its folder. */
final class RunningWallet implements Wallet {
    /** A daemon answers within seconds of its start. */
    static final Duration STARTING = Duration.ofSeconds(15);
    static final Duration LOOK_EVERY = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int OK = 200;

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String url;
    private final String token;

    private RunningWallet(String url, String token) {
        this.url = url;
        this.token = token;
    }

    static RunningWallet of(Path home) {
        Path file = Repository.adminOf(home);
        try {
            JsonNode json = new ObjectMapper().readTree(Files.readAllBytes(file));
            return new RunningWallet(json.path("url").asText(), json.path("token").asText());
        } catch (NoSuchFileException e) {
            throw new WalletException(Reason.IN_USE,
                    "the wallet folder " + home
                            + " is in use, but no running wallet-signer answers for it yet; try again in a moment",
                    e);
        } catch (IOException e) {
            throw new WalletException(Reason.STORAGE, "the file " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public boolean isLocked() { return text(call("/lock-state", new byte[0])).equals("locked"); }

    @Override
    public List<Address> addresses() {
        return text(call("/list", new byte[0])).lines().map(Address::parse).toList();
    }

    @Override
    public void setPassword(Secret password) {
        password.with(plain -> call("/setpwd", plain));
    }

    @Override
    public void unlock(Secret password) {
        password.with(plain -> call("/unlock", plain));
    }

    @Override
    public void lock() {
        call("/lock", new byte[0]);
    }

    @Override
    public Address create(KeyType type) {
        return Address.parse(text(call("/new/" + type.label(), new byte[0])));
    }

    @Override
    public Address add(KeyType type, Secret key) {
        byte[] hex = key.with(plain -> ExportedKey.toHex(new KeyRing.PlainKey(type, plain)));
        try (Secret exported = Secret.take(hex)) {
            return Address.parse(text(exported.with(plain -> call("/import", plain))));
        }
    }

    @Override
    public byte[] export(Address address, Secret password) {
        return password.with(plain -> call("/export/" + address, plain));
    }

    @Override
    public void delete(Address address, Secret password) {
        password.with(plain -> call("/del/" + address, plain));
    }

    @Override
    public byte[] sign(String type, Address address, Bytes data, Secret password) {
        return password.with(plain -> {
            byte[] body = new byte[Short.BYTES + plain.length + data.length()];
            ByteBuffer.wrap(body).putShort((short) plain.length).put(plain).put(data.toArray());
            try (Secret whole = Secret.take(body)) {
                return whole.with(bytes -> call("/sign/" + type + "/" + address, bytes));
            }
        });
    }

    @Override
    public List<String> policy() {
        return text(call("/policy", new byte[0])).lines().toList();
    }

    /** Has the daemon read its policy file again; the policy that is in force then. */
    List<String> reloadPolicy() {
        return text(call("/policy-reload", new byte[0])).lines().toList();
    }

    List<String> logLevels() {
        return text(call("/log-list", new byte[0])).lines().toList();
    }

    /** Sets the log level of a system, of everything where its name is empty. */
    void setLogLevel(String system, String level) {
        call("/log-level/" + level, system.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String forgetNonces(String chain) {
        return text(call("/forget-nonces", chain.getBytes(StandardCharsets.UTF_8)));
    }

    /** {@code token:multiaddr} of the daemon's API. */
    String apiInfo(String permission, String name, Secret password) {
        String path = "/api-info/" + hex(permission) + "/" + hex(name);
        return password.with(plain -> text(call(path, plain)));
    }

    /** Serves one more account at the gateways. */
    void support(String account) {
        call("/support", account.getBytes(StandardCharsets.UTF_8));
    }

    /** Whatever a person typed, as a part of a path. */
    private static String hex(String typed) {
        return HexFormat.of().formatHex(typed.getBytes(StandardCharsets.UTF_8));
    }

    private byte[] call(String path, byte[] body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + path)).timeout(PATIENCE)
                .header("authorization", "Bearer " + token)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body)).build();
        try {
            HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() != OK) {
                throw new WalletException(Reason.STORAGE, text(response.body()));
            }
            return response.body();
        } catch (IOException e) {
            throw new WalletException(Reason.STORAGE,
                    "the running wallet-signer does not answer at " + url + " (" + e + "); see its log", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WalletException(Reason.STORAGE, "interrupted while waiting for the running wallet-signer", e);
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        http.close();
    }
}
