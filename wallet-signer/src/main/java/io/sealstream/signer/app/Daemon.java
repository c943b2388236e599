package io.sealstream.signer.app;

import io.sealstream.filecoin.Bytes;
import io.sealstream.rpc.Jwt;
import io.sealstream.schemas.avro.Cluster;
import io.sealstream.schemas.kafka.KafkaClients;
import io.sealstream.schemas.runtime.Shutdown;
import io.sealstream.signer.config.PolicyBook;
import io.sealstream.signer.config.SignerConfig;
import io.sealstream.signer.edge.http.AdminApi;
import io.sealstream.signer.edge.http.AdminServer;
import io.sealstream.signer.edge.http.SignerMeters;
import io.sealstream.signer.edge.http.StatusServer;
import io.sealstream.signer.edge.kafka.SignLoop;
import io.sealstream.signer.keys.KeyRing;
import io.sealstream.signer.keys.Repository;
import io.sealstream.signer.keys.Secret;
import io.sealstream.signer.keys.WalletException;
import io.sealstream.signer.record.SigningLedger;
import io.sealstream.signer.signing.AskSigner;
import io.sealstream.signer.signing.CommandSigner;
import io.sealstream.signer.signing.Consent;
import io.sealstream.signer.signing.Signer;
import io.sealstream.signer.signing.SigningDesk;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running process: the only place where its parts are put together. */
final class Daemon {
    private static final Logger LOGGER = LoggerFactory.getLogger(Daemon.class);
    private static final int TAKEN_OVER = 1;

    private final CompletableFuture<Integer> end = new CompletableFuture<>();
    private final KeyRing keys;
    private final StatusServer status;
    private final WaysIn ways;

    private Daemon(KeyRing keys, StatusServer status, WaysIn ways) {
        this.keys = keys;
        this.status = status;
        this.ways = ways;
    }

    /** Starts everything; what was started is closed by {@code shutdown}, newest first. Kafka need not be there yet. */
    static Daemon start(SignerConfig config, Optional<Secret> password, Path file, Shutdown shutdown) {
        InstantSource clock = InstantSource.system();
        config.remarks().forEach(remark -> LOGGER.atWarn().addKeyValue("config", file).log(remark));
        Repository repository = shutdown.add("repository", Repository.open(config.signer().home(), config.keyStore()));
        KeyRing keys = shutdown.add("keys", KeyRing.open(repository.keyFile(), CurveSet.all(), config.signer().cost(), clock));
        String how = "the wallet is locked and signs nothing; unlock it with: wallet-signer "
                + (keys.hasPassword() ? "unlock" : "setpwd") + " --config " + file;
        open(keys, password, how);
        SignerMeters meters = new SignerMeters(keys);
        HealthBoard health = new HealthBoard(keys, how, clock);
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1).setInternalBlockingPoolSize(2));
        shutdown.add("vertx", () -> vertx.close().toCompletionStage().toCompletableFuture().join());
        StatusServer status = shutdown.add("status", StatusServer.start(vertx, config.listen(), health::all, meters));
        SigningLedger ledger = shutdown.add("record",
                SigningLedger.open(repository.recordFile(), Optional.ofNullable(config.signer().recordKeep()), clock));
        PolicyBook policy = policy(config);
        Consent consent = Consent.of(policy, config.venus().filter());
        CommandSigner commands = new CommandSigner(keys, ledger, consent, config.network(), meters);
        SigningDesk desk = shutdown.add("desk", new SigningDesk().start());
        Function<String, AskSigner> asks = chain -> new AskSigner(keys, ledger,
                new Signer.Terms(chain, true, config.signer().conflicts()), consent, meters);
        desk.use(asks.apply(ledger.newestChain().orElse(config.network())));
        meters.watchDesk(desk);
        WaysIn ways = WaysIn.start(config.interfaces(), tokens(config, file, repository),
                new WaysIn.Parts(vertx, repository, keys, desk, health, meters, clock), shutdown);
        PolicySignal.install(policy);
        AdminServer admin = shutdown.add("admin", AdminServer.start(vertx, new AdminApi(keys, commands, policy, ways)));
        repository.writeAdmin(admin.description());
        Daemon daemon = new Daemon(keys, status, ways);
        SignLoop.SignerFactory signers = cluster -> {
            desk.use(asks.apply(chain(cluster)));
            return new Signer(keys, ledger, new Signer.Terms(chain(cluster), config.signer().answerUnknown()), consent, meters);
        };
        SignLoop.Settings settings = new SignLoop.Settings(config.signer().name(), config.network(), how,
                sentence -> daemon.end.complete(TAKEN_OVER));
        config.kafka().ifPresent(kafka -> {
            SignLoop loop = new SignLoop(new KafkaClients(kafka), settings, signers, health::tell, clock);
            meters.watchHeld(loop::waiting);
            shutdown.add("signing", loop.start());
        });
        shutdown.add("end", () -> daemon.end.complete(0));
        return daemon;
    }

    /** venus-wallet's secret keeps its tokens good; whoever reads it can make more of them. */
    private static Jwt tokens(SignerConfig config, Path file, Repository repository) {
        Optional<Bytes> secret = config.venus().tokenSecret();
        if (secret.isPresent()) {
            Repository.requirePrivate(file);
        }
        return new Jwt(secret.map(Bytes::toArray).orElseGet(repository::tokenSecret));
    }

    private static PolicyBook policy(SignerConfig config) {
        PolicyBook policy = PolicyBook.open(config.signer().policy());
        if (policy.get().compat()) {
            LOGGER.warn(
                    "compat = true: keys without rules sign every message that decodes, withdrawals and owner changes among them");
        }
        return policy;
    }

    private static void open(KeyRing keys, Optional<Secret> password, String how) {
        if (password.isEmpty()) {
            LOGGER.warn(how);
            return;
        }
        try (Secret secret = password.get()) {
            if (keys.hasPassword()) {
                keys.unlock(secret);
            } else {
                keys.setPassword(secret);
            }
        } catch (WalletException e) {
            throw new WalletException(e.reason(), "the wallet cannot be unlocked at start: " + e.getMessage(), e);
        }
    }

    /** A wiped and reborn devnet keeps its name but not its genesis. */
    private static String chain(Cluster cluster) {
        return cluster.getNetwork() + "/" + cluster.getGenesis();
    }

    /** The one line on standard output. */
    String readyLine() {
        return new JsonObject().put("ready", true).put("process", "wallet-signer").put("http", status.address().toString())
                .put("api", ways.address())
                .put("locked", keys.isLocked()).put("keys", keys.addresses().size()).encode();
    }

    /** Waits for the end, and says how the process ends. */
    int await() {
        return end.join();
    }
}
