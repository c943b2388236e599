package io.sealstream.devnet.broker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sealstream.schemas.acl.Role;
import io.sealstream.schemas.kafka.ClusterLayout;
import io.sealstream.schemas.kafka.KafkaClients;
import io.sealstream.schemas.kafka.KafkaSettings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A schema registry that speaks the Confluent REST API for Avro and keeps everything in the topic {@code _schemas}. */
public final class EmbeddedRegistry implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(EmbeddedRegistry.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CONTENT_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final String HOST = "127.0.0.1";
    private static final long MAX_BODY_BYTES = 4 << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Vertx vertx;
    private final SchemaLog log;
    private final RegistryService service;
    private final Optional<RegistryGuard> guard;
    private final HttpServer server;

    private EmbeddedRegistry(Vertx vertx, SchemaLog log, RegistryService service, Optional<Secrets> secrets) {
        this.vertx = vertx;
        this.log = log;
        this.service = service;
        this.guard = secrets.map(each -> new RegistryGuard(each.passwords()));
        this.server = vertx.createHttpServer(options(secrets)).requestHandler(routes());
    }

    private static HttpServerOptions options(Optional<Secrets> secrets) {
        HttpServerOptions plain = new HttpServerOptions();
        return secrets.map(Secrets::certificate).map(Path::toString).map(file -> plain.setSsl(true)
                .setKeyCertOptions(new PemKeyCertOptions().setKeyPath(file).setCertPath(file))).orElse(plain);
    }

    /**
     * Starts on a running broker and returns when it answers.
     *
     * @param port on the loopback interface; 0 takes a free one
     */
    public static EmbeddedRegistry start(String bootstrap, int port) {
        return start(bootstrap, Optional.empty(), port);
    }

    /** As {@link #start(String, int)}, on a broker with these secrets: by https, and only for the broker's users. */
    public static EmbeddedRegistry start(String bootstrap, Optional<Secrets> secrets, int port) {
        // The registry is its own: nothing here asks one.
        KafkaSettings open = KafkaSettings.of(bootstrap, URI.create("http://" + HOST + ":" + port), false, ClusterLayout.DEVNET);
        KafkaClients clients = new KafkaClients(
                secrets.map(each -> open.as(each.login(Role.REGISTRY.usualUser()))).orElse(open));
        SchemaStore store = new SchemaStore();
        SchemaLog log = new SchemaLog(clients, store);
        log.open();
        Vertx vertx = Vertx.vertx();
        EmbeddedRegistry registry = new EmbeddedRegistry(vertx, log, new RegistryService(store, log), secrets);
        try {
            await(registry.server.listen(port, HOST),
                    "port " + port + " of " + HOST + " is taken; choose another --registry-port");
            return registry;
        } catch (BrokerException e) {
            registry.close();
            throw e;
        }
    }

    public URI url() {
        return URI.create((guard.isPresent() ? "https" : "http") + "://" + HOST + ":" + port());
    }

    public int port() {
        return server.actualPort();
    }

    @Override
    public void close() {
        await(vertx.close(), "the registry does not stop");
        log.close();
    }

    private Router routes() {
        Router router = Router.router(vertx);
        guard.ifPresent(each -> router.route().handler(each::letIn));
        router.route().handler(BodyHandler.create(false).setBodyLimit(MAX_BODY_BYTES));
        on(router, HttpMethod.GET, "/", call -> JsonNodeFactory.instance.objectNode());
        on(router, HttpMethod.GET, "/subjects", call -> service.subjects(flag(call, "deleted")));
        on(router, HttpMethod.GET, "/subjects/:subject/versions", call -> service.versions(subject(call), flag(call, "deleted")));
        on(router, HttpMethod.GET, "/subjects/:subject/versions/:version",
                call -> service.version(subject(call), part(call, "version"), flag(call, "deleted")));
        on(router, HttpMethod.GET, "/subjects/:subject/versions/:version/schema",
                call -> service.versionText(subject(call), part(call, "version"), flag(call, "deleted")));
        on(router, HttpMethod.POST, "/subjects/:subject",
                call -> service.lookup(subject(call), body(call), flag(call, "deleted")));
        change(router, HttpMethod.POST, "/subjects/:subject/versions", call -> service.register(subject(call), body(call)));
        change(router, HttpMethod.DELETE, "/subjects/:subject", call -> service.delete(subject(call), flag(call, "permanent")));
        change(router, HttpMethod.DELETE, "/subjects/:subject/versions/:version",
                call -> service.deleteVersion(subject(call), part(call, "version"), flag(call, "permanent")));
        on(router, HttpMethod.GET, "/schemas/types", call -> JsonNodeFactory.instance.arrayNode().add("AVRO"));
        on(router, HttpMethod.GET, "/schemas/ids/:id", call -> service.schema(id(call)));
        on(router, HttpMethod.GET, "/schemas/ids/:id/schema", call -> service.schemaText(id(call)));
        on(router, HttpMethod.GET, "/schemas/ids/:id/subjects", call -> service.subjectsOf(id(call)));
        on(router, HttpMethod.GET, "/schemas/ids/:id/versions", call -> service.uses(id(call)));
        on(router, HttpMethod.POST, "/compatibility/subjects/:subject/versions",
                call -> service.compatible(subject(call), "", body(call), flag(call, "verbose")));
        on(router, HttpMethod.POST, "/compatibility/subjects/:subject/versions/:version",
                call -> service.compatible(subject(call), part(call, "version"), body(call), flag(call, "verbose")));
        levels(router);
        on(router, HttpMethod.GET, "/mode", call -> service.mode(Optional.empty(), true));
        on(router, HttpMethod.GET, "/mode/:subject",
                call -> service.mode(Optional.of(subject(call)), flag(call, "defaultToGlobal")));
        router.route().handler(call -> fail(call, new RegistryError(404, "HTTP 404 Not Found")));
        router.route().failureHandler(call -> fail(call,
                call.failure() == null ? new RegistryError(call.statusCode(), "HTTP " + call.statusCode()) : call.failure()));
        return router;
    }

    private void levels(Router router) {
        on(router, HttpMethod.GET, "/config", call -> service.level(Optional.empty(), true));
        change(router, HttpMethod.PUT, "/config", call -> service.setLevel(Optional.empty(), body(call)));
        change(router, HttpMethod.DELETE, "/config", call -> service.resetLevel(Optional.empty()));
        on(router, HttpMethod.GET, "/config/:subject",
                call -> service.level(Optional.of(subject(call)), flag(call, "defaultToGlobal")));
        change(router, HttpMethod.PUT, "/config/:subject", call -> service.setLevel(Optional.of(subject(call)), body(call)));
        change(router, HttpMethod.DELETE, "/config/:subject", call -> service.resetLevel(Optional.of(subject(call))));
    }

    /** A call after which readers of records may be told something else. */
    private void change(Router router, HttpMethod method, String path, Function<RoutingContext, JsonNode> answer) {
        guard.ifPresent(each -> router.route(method, path).handler(each::letChange));
        on(router, method, path, answer);
    }

    /** Calls run one after the other on a worker: writes wait for the broker, and their order is the order of versions. */
    private void on(Router router, HttpMethod method, String path, Function<RoutingContext, JsonNode> answer) {
        router.route(method, path).handler(call -> vertx.executeBlocking(() -> answer.apply(call), true)
                .onSuccess(json -> send(call, 200, json)).onFailure(e -> fail(call, e)));
    }

    private static void fail(RoutingContext call, Throwable e) {
        RegistryError error = e instanceof RegistryError known
                ? known
                : new RegistryError(50_001, "Error in the backend data store: " + e);
        if (error.status() >= 500) {
            LOGGER.atError().addKeyValue("path", call.request().path()).setCause(e).log("Registry call failed");
        }
        send(call, error.status(),
                JsonNodeFactory.instance.objectNode().put("error_code", error.code()).put("message", error.getMessage()));
    }

    private static void send(RoutingContext call, int status, JsonNode json) {
        call.response().setStatusCode(status).putHeader("Content-Type", CONTENT_TYPE).end(json.toString());
    }

    /** A part of the path; the route that matched has it. */
    private static String part(RoutingContext call, String name) {
        return Objects.requireNonNull(call.pathParam(name), name);
    }

    private static String subject(RoutingContext call) {
        return part(call, "subject");
    }

    private static int id(RoutingContext call) {
        String text = part(call, "id");
        if (!text.matches("[0-9]{1,9}")) {
            throw RegistryError.noSchema();
        }
        return Integer.parseInt(text);
    }

    private static boolean flag(RoutingContext call, String name) {
        return Boolean.parseBoolean(call.request().getParam(name, "false"));
    }

    private static JsonNode body(RoutingContext call) {
        try {
            return JSON.readTree(call.body().buffer() == null ? "{}" : call.body().asString());
        } catch (JsonProcessingException e) {
            throw new RegistryError(400, "the body is not JSON: " + e.getOriginalMessage());
        }
    }

    private static <T> T await(Future<T> future, String problem) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new BrokerException(problem, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrokerException("interrupted: " + problem, e);
        }
    }
}
