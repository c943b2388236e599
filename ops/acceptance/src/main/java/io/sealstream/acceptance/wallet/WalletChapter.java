package io.sealstream.acceptance.wallet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealstream.acceptance.wallet.Shell.Result;
import io.sealstream.acceptance.wallet.Shell.Typed;
import io.sealstream.devnet.testing.FakeGateway;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.BitField;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.Message;
import io.sealstream.filecoin.Signature;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.filecoin.actors.DeclareFaultsRecoveredParams;
import io.sealstream.filecoin.actors.MinerMethod;
import io.sealstream.filecoin.actors.PartitionSectors;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Walks the wallet chapter as it is written, with our command in place of {@code venus-wallet}: real processes, a terminal that types
 * passwords, a gateway on a real WebSocket. Nothing but the chapter's own lines starts, asks or ends the wallet.
 */
final class WalletChapter implements AutoCloseable {
    private static final String PASSWORD = "correct horse battery";
    private static final String ACCOUNT = "storage";
    private static final String HOME_VARIABLE = "VENUS_WALLET_PATH";
    private static final int GATEWAY_SECONDS = 60;
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String command;
    private final Path home;
    private final Path log;
    private final Path folder;
    private final boolean freePort;
    private final Consumer<String> say;
    private final Shell shell;
    private final FakeGateway gateway = new FakeGateway();
    private final List<String> done = new ArrayList<>();
    private final List<Address> keys = new ArrayList<>();
    private @Nullable Daemon daemon;
    private long nonce;
    private String url = "";
    private String token = "";

    /**
     * @param launcher {@code ops/bin/wallet-signer}
     * @param folder   new, for the wallet's home and its log
     * @param freePort whether the API takes a free port, by a line of configuration, where the chapter has the usual 5678 and no line
     * @param say      told of each step that is done
     */
    WalletChapter(Path launcher, Path folder, boolean freePort, Consumer<String> say) {
        this.command = launcher.toString();
        this.folder = folder;
        this.home = folder.resolve("home");
        this.log = folder.resolve("wallet.log");
        this.freePort = freePort;
        this.say = say;
        this.shell = new Shell(folder, Map.of(HOME_VARIABLE, home.toString()));
    }

    private interface Step {
        void run() throws IOException, InterruptedException;
    }

    /** What was walked, a line each. */
    List<String> done() {
        return List.copyOf(done);
    }

    /** @throws StepFailed at the first step that does not go as written */
    void walk() {
        step("nohup run starts a fresh wallet without a configuration, and it says that it is locked", this::firstStart);
        step("setpwd asks twice on a terminal, without echo", this::choosePassword);
        step("lock-state prints exactly: wallet state: unlocked", () -> state("unlocked"));
        step("new bls prints an address, twice; list prints both", this::makeKeys);
        step("[APIRegisterHub] is edited in config.toml; kill -9; nohup run: it is locked and says why it does not register",
                this::restartForTheGateway);
        step("unlock asks for the password; a wrong one is refused", this::unlock);
        step("the log says: connect to server <uuid>, with the api hub", this::connected);
        step("the gateway asks for a signature and gets one that verifies; so does a caller of the API", this::sign);
        step("lock; a signing fails at the gateway and at the API, with the reason", this::failWhileLocked);
        step("kill -9; nohup run --password: unlocked at once, registers, signs", this::restartWithPassword);
        step("export, del, import: the same address again, and it signs", this::exportAndImport);
        step("as a service: SIGTERM ends it; SIGHUP reads the policy anew, and one with a mistake changes nothing",
                this::service);
        step("record query shows what was signed; record verify finds it whole", this::record);
    }

    private void step(String name, Step step) {
        try {
            step.run();
        } catch (StepFailed | IOException | CompletionException e) {
            throw new StepFailed("step " + (done.size() + 1) + " failed (" + name + "): " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StepFailed("interrupted in step " + (done.size() + 1), e);
        }
        done.add(name);
        say.accept(done.size() + ". " + name);
    }

    private Daemon daemon() {
        return Objects.requireNonNull(daemon, "not started");
    }

    private JsonNode start(String arguments) {
        return started(Daemon.start(shell, "nohup " + command + " run" + arguments, log));
    }

    private JsonNode started(Daemon fresh) {
        daemon = fresh;
        JsonNode ready = fresh.awaitReady();
        url = "http://" + ready.path("api").asText() + "/rpc/v0";
        return ready;
    }

    private void firstStart() throws IOException {
        if (freePort) {
            Files.writeString(Files.createDirectory(home).resolve("config.toml"),
                    "[API]\nListenAddress = \"/ip4/127.0.0.1/tcp/0/http\"\n");
        }
        JsonNode ready = start("");
        require(ready.path("locked").asBoolean(), "it is not locked: " + ready);
        daemon().awaitLog("the wallet is locked and signs nothing; unlock it with: wallet-signer setpwd");
        require(Files.readString(home.resolve("config.toml")).contains("[APIRegisterHub]"), "it wrote no configuration");
    }

    private void choosePassword() {
        Result result = shell.onTerminal(command + " setpwd",
                List.of(new Typed("Password:", PASSWORD), new Typed("Enter Password again:", PASSWORD)));
        require(result.isGood() && result.output().strip().endsWith("Password set successfully"), result.output());
        require(!result.output().contains(PASSWORD), "the password stands on the terminal: " + result.output());
    }

    private void state(String expected) {
        require(good("lock-state").equals("wallet state: " + expected), "it is not " + expected);
    }

    private void makeKeys() {
        for (int i = 0; i < 2; i++) {
            String printed = good("new bls");
            require(printed.startsWith("f3"), "it printed " + printed);
            keys.add(Address.parse(printed));
        }
        require(good("list").lines().map(Address::parse).toList().equals(keys), "list does not print what was made");
    }

    private void restartForTheGateway() throws IOException, InterruptedException {
        Path file = home.resolve("config.toml");
        Files.writeString(file,
                Files.readString(file).replace("RegisterAPI = []", "RegisterAPI = [\"" + gateway.address() + "\"]")
                        .replace("Token = \"\"", "Token = \"" + FakeGateway.TOKEN + "\"")
                        .replace("SupportAccounts = []", "SupportAccounts = [\"" + ACCOUNT + "\"]"));
        kill();
        require(start("").path("locked").asBoolean(), "it is not locked after the restart");
        daemon().awaitLog("Not registered at the gateway: the wallet is locked");
        state("locked");
    }

    /** As the chapter does it: the process is found by its name among all. */
    private void kill() {
        String line = shell.run("ps -ef | grep wallet").output().lines()
                .filter(each -> each.matches("\\S+\\s+" + daemon().pid() + "\\s.*")).findFirst()
                .orElseThrow(() -> new StepFailed("ps -ef | grep wallet does not show process " + daemon().pid()));
        require(shell.run("kill -9 " + line.strip().split("\\s+", 3)[1]).isGood(), "it cannot be killed");
        daemon().awaitEnd();
    }

    private void unlock() {
        Result wrong = shell.onTerminal(command + " unlock", List.of(new Typed("Password:", "wrong")));
        require(!wrong.isGood() && wrong.output().contains("the password is wrong"), wrong.output());
        Result right = shell.onTerminal(command + " unlock", List.of(new Typed("Password:", PASSWORD)));
        require(right.isGood() && !right.output().contains(PASSWORD), right.output());
        state("unlocked");
    }

    private void connected() {
        String line = daemon().awaitLog("(?m)^.*connect to server [0-9a-f-]{36}.*$").group();
        require(line.contains("api hub") && line.contains(gateway.address()), "it does not name the hub: " + line);
        FakeGateway.Wallet there = registered();
        require(there.accounts.equals(List.of(ACCOUNT)), "it serves " + there.accounts);
        require(List.copyOf(there.addresses).equals(keys), "it proved " + there.addresses);
    }

    /** The newest registration, once it is accepted. */
    private FakeGateway.Wallet registered() {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(GATEWAY_SECONDS);
        while (gateway.wallets.isEmpty() || !gateway.wallets.getLast().accepted) {
            require(System.nanoTime() < end, "the gateway did not accept the wallet");
            LockSupport.parkNanos(LOOK_NANOS);
        }
        return gateway.wallets.getLast();
    }

    private void sign() throws IOException, InterruptedException {
        Message message = message(keys.getLast());
        require(FakeGateway.holds(atGateway(message), message.from(), message.bytesToSign()), "the signature does not hold");
        JsonNode answer = overRpc(message(keys.getFirst()));
        require(answer.path("result").path("Type").asInt() == 2, "the API answers " + answer);
    }

    /** Every key signs recoveries of sectors. */
    private Message message(Address from) {
        Bytes params = Bytes.of(DeclareFaultsRecoveredParams.SHAPE.toCbor(
                new DeclareFaultsRecoveredParams(List.of(new PartitionSectors(0, 0, BitField.of(1))))));
        return Message.call(Address.id(1000), from, TokenAmount.ZERO, MinerMethod.DECLARE_FAULTS_RECOVERED.number(), params)
                .withNonce(nonce++).withGas(1_000_000, TokenAmount.ofAtto(5_000), TokenAmount.ofAtto(1_000));
    }

    private Signature atGateway(Message message) {
        return gateway.sign(registered(), message.from(), Bytes.of(message.bytesToSign()), "message", Bytes.of(message.toCbor()))
                .toCompletionStage().toCompletableFuture().orTimeout(GATEWAY_SECONDS, TimeUnit.SECONDS).join();
    }

    private String refusalAtGateway(Message message) {
        try {
            atGateway(message);
        } catch (CompletionException e) {
            return String.valueOf(e.getMessage());
        }
        throw new StepFailed("the gateway got a signature");
    }

    private JsonNode overRpc(Message message) throws IOException, InterruptedException {
        if (token.isEmpty()) {
            Result info = shell.onTerminal(command + " auth api-info --perm sign --name messager",
                    List.of(new Typed("Password:", PASSWORD)));
            String line = info.output().strip().lines().toList().getLast();
            require(info.isGood() && line.matches("[^:]+:/ip4/127.0.0.1/tcp/[0-9]+/http"), info.output());
            token = line.substring(0, line.indexOf(':'));
        }
        ObjectNode call = JSON.createObjectNode().put("jsonrpc", "2.0").put("id", 1).put("method", "Filecoin.WalletSign");
        call.putArray("params").add(message.from().toString()).add(Bytes.of(message.bytesToSign()).toBase64())
                .add(JSON.createObjectNode().put("Type", "message").put("Extra", Bytes.of(message.toCbor()).toBase64()));
        try (HttpClient http = HttpClient.newHttpClient()) {
            return JSON.readTree(http.send(HttpRequest.newBuilder(URI.create(url)).header("Authorization", "Bearer " + token)
                    .header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(call.toString()))
                    .build(),
                    HttpResponse.BodyHandlers.ofString()).body());
        }
    }

    private void failWhileLocked() throws IOException, InterruptedException {
        require(good("lock").equals("wallet state: locked"), "lock says something else");
        String reason = refusalAtGateway(message(keys.getFirst()));
        require(reason.contains("locked"), "the gateway is told: " + reason);
        String answer = overRpc(message(keys.getFirst())).path("error").path("message").asText();
        require(answer.contains("locked"), "the API says: " + answer);
    }

    private void restartWithPassword() throws IOException, InterruptedException {
        kill();
        int before = gateway.wallets.size();
        JsonNode ready = start(" --password '" + PASSWORD + "'");
        require(!ready.path("locked").asBoolean(true), "it is locked: " + ready);
        state("unlocked");
        daemon().awaitLog("A password on the command line is visible");
        daemon().awaitLog("connect to server [0-9a-f-]{36}");
        require(gateway.wallets.size() > before, "the gateway saw no new registration");
        sign();
    }

    private void exportAndImport() throws IOException {
        Address key = keys.getFirst();
        String exported = asked("export " + key).lines().toList().getLast();
        require(exported.matches("[0-9a-f]+"), "export prints " + exported.length() + " characters that are no hexadecimal");
        require(asked("del " + key).endsWith("deleted: " + key), "del says something else");
        require(good("list").equals(keys.getLast().toString()), "the deleted key is still listed");
        Path file = Files.writeString(folder.resolve("exported"), exported);
        require(good("import " + file).equals(key.toString()), "another address came back");
        Files.delete(file);
        daemon().awaitLog("AddNewAddress at the gateway");
        Message message = message(key);
        require(FakeGateway.holds(atGateway(message), key, message.bytesToSign()), "the signature does not hold");
    }

    private String asked(String arguments) {
        Result result = shell.onTerminal(command + " " + arguments, List.of(new Typed("Password:", PASSWORD)));
        require(result.isGood() && !result.output().contains(PASSWORD), result.output());
        return result.output().strip();
    }

    private void service() throws IOException {
        require(shell.run("kill " + daemon().pid()).isGood(), "it cannot be told to end");
        daemon().awaitEnd();
        Path policy = Files.writeString(home.resolve("policy.toml"), "");
        Path config = home.resolve("config.toml");
        Files.writeString(config, Files.readString(config).replace("[signer]\n", "[signer]\npolicy = \"policy.toml\"\n"));
        started(Daemon.start(shell, command + " run --password '" + PASSWORD + "'", log));
        if (daemon().ignoresHangup()) {
            say.accept("   (SIGHUP is ignored since this run began under nohup; that part is not looked at)");
            return;
        }
        Files.writeString(policy, "[[rule]]\nname = \"post\"\nkeys = [\"" + keys.getFirst() + "\"]\nmethods = [\"post-only\"]\n");
        shell.run("kill -HUP " + daemon().pid());
        daemon().awaitLog("Policy read anew");
        require(good("policy show").contains("rule 'post'"), "the new policy is not in force");
        Files.writeString(policy, "[[rule]]\n");
        shell.run("kill -HUP " + daemon().pid());
        daemon().awaitLog("the policy stays as it was");
        require(good("policy show").contains("rule 'post'"), "a policy with a mistake took the place of a good one");
    }

    private void record() {
        List<String> signed = good("record query --type message").lines().filter(each -> each.contains(" SIGNED ")).toList();
        require(signed.size() == 5, signed.size() + " messages are in the record, not 5: " + signed);
        require(good("record query --verbose").contains("\"caller\":\"rpc:messager\""), "the record does not say who asked");
        require(good("record verify").startsWith("record is whole"), "the record is broken");
    }

    /** Standard output and error of a command that must be good. */
    private String good(String arguments) {
        Result result = shell.run(command + " " + arguments);
        require(result.isGood(), "'" + arguments + "' ended with code " + result.code() + ": " + result.output());
        return result.output().strip();
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new StepFailed(otherwise.strip());
        }
    }

    @Override
    public void close() {
        if (daemon != null) {
            daemon.close();
        }
        gateway.close();
    }
}
