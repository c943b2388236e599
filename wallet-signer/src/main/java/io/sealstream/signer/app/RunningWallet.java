package io.sealstream.signer.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealstream.filecoin.Address;
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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The wallet of a running daemon, reached over its admin API with the token in its folder. */
final class RunningWallet implements Wallet {
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
