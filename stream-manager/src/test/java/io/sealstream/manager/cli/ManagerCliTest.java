package io.sealstream.manager.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.actors.ChangeWorkerAddressParams;
import io.sealstream.filecoin.actors.CreateMinerParams;
import io.sealstream.filecoin.actors.CreateMinerReturn;
import io.sealstream.filecoin.json.FilecoinJson;
import io.sealstream.manager.config.ManagerConfig;
import io.sealstream.manager.edge.chain.Answer;
import io.sealstream.manager.edge.chain.ChainCallException;
import io.sealstream.manager.edge.chain.ChainNode;
import io.sealstream.manager.replay.LogState;
import io.sealstream.manager.replay.LoggedEvent;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ManagerCliTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Address KEY = Address.bls(new byte[48]);
    private static final String MESSAGE_OVER = """
                                               {"intent":"i","state":"Final","waitingFor":"","exitCode":%d,"returnValue":"%s","over":true}""";

    @TempDir
    Path home = Path.of("");

    private final List<String> calls = new ArrayList<>();
    private final Map<String, Function<JsonNode[], JsonNode>> manager = new HashMap<>();
    private final Map<String, String> chain = new HashMap<>();
    private final List<URI> apis = new ArrayList<>();
    private final List<ReplayRequest> replays = new ArrayList<>();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Duration paused = Duration.ZERO;

    private final class TestSurroundings implements Surroundings {
        @Override
        public RpcCaller manager(URI api) {
            apis.add(api);
            return new RpcCaller() {
                @Override
                public JsonNode call(String method, JsonNode... params) {
                    calls.add(method + Arrays.toString(params));
                    Function<JsonNode[], JsonNode> answer = manager.get(method);
                    if (answer == null) {
                        throw new Unreachable("connection refused", new IOException());
                    }
                    return answer.apply(params);
                }

                @Override
                public void close() {
                    // Nothing is open.
                }
            };
        }

        @Override
        public ChainNode chain(URI url, String token) {
            return (method, params) -> {
                String answer = chain.get(method);
                if (answer == null) {
                    throw new ChainCallException(ChainCallException.Kind.REFUSED, method + ": actor not found");
                }
                return new Answer(method, FilecoinJson.toTree(parse(answer)));
            };
        }

        @Override
        public Optional<String> environment(String name) {
            return Optional.empty();
        }

        @Override
        public String host() {
            return "host";
        }

        @Override
        public Path userHome() {
            return home;
        }

        @Override
        public void pause(Duration time) {
            paused = paused.plus(time);
        }

        @Override
        public int run(ManagerConfig config) {
            return 0;
        }

        @Override
        public List<String> topics(ManagerConfig config, boolean create) {
            return List.of(create ? "made" : "checked");
        }

        @Override
        public List<String> rebuild(ManagerConfig config) {
            return List.of("rebuilt " + config.streams().applicationId());
        }

        @Override
        public void events(ReplayRequest request, Consumer<LoggedEvent> each) {
            replays.add(request);
        }

        @Override
        public List<LogState> replay(ReplayRequest request) {
            replays.add(request);
            return List.of(new LogState("f01000", 41, "abc",
                    new TreeMap<>(Map.of("sectors", new TreeMap<>(Map.of("Proving", 2, "AwaitingSeed", 1))))));
        }
    }

    @BeforeEach
    void answers() {
        manager.put("Sealstream.Message", params -> {
            throw new RpcCaller.Refused(404, "no message intent is known");
        });
        answer("Info", "{\"chain\":[\"http://127.0.0.1:1/rpc/v1\"]}");
        chain.put("StateMinerCreationDeposit", "\"1000\"");
        chain.put("StateMinerInfo", "{\"Owner\":\"f01001\",\"Worker\":\"f01002\",\"ControlAddresses\":null,\"SectorSize\":2048}");
        chain.put("StateMinerPower", "{\"MinerPower\":{\"RawBytePower\":\"2048\",\"QualityAdjPower\":\"2048\"}}");
        chain.put("StateMinerAvailableBalance", "\"5000000000\"");
        chain.put("StateAccountKey", "\"" + KEY + "\"");
    }

    private static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new IllegalArgumentException(json, e);
        }
    }

    private void answer(String method, String json) {
        JsonNode node = parse(json);
        manager.put("Sealstream." + method, params -> node);
    }

    private int run(String... arguments) {
        CommandLine cli = ManagerCli.of(new TestSurroundings()).setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        return cli.execute(arguments);
    }

    private String call(String method) {
        return calls.stream().filter(each -> each.startsWith("Sealstream." + method + "[")).findFirst().orElseThrow();
    }

    @Test
    void shouldCreateAMinerWithTheDepositAndAMarginAndPrintItsAddresses() {
        answer("SendMessage", "{\"intent\":\"devnet-create/1\"}");
        byte[] result = new CreateMinerReturn(Address.id(1000), Address.actor(new byte[]{ 1})).toCbor();
        answer("WaitMessage", MESSAGE_OVER.formatted(0, Bytes.of(result).toBase64()));
        int exit = run("util", "miner", "create", "--from", KEY.toString(), "--owner", KEY.toString(), "--worker", KEY.toString(),
                "--sector-size", "2KiB",
                "--exid", "devnet-create");
        assertThat(exit).as(err.toString()).isZero();
        assertThat(out.toString()).startsWith("miner f01000\nrobust f2");
        String params = Bytes.of(new CreateMinerParams(KEY, KEY, 10, Bytes.EMPTY, List.of()).toCbor()).toBase64();
        assertThat(call("SendMessage"))
                .isEqualTo("Sealstream.SendMessage[\"devnet-create\", 1, \"" + KEY + "\", \"f04\", \"1010\", 2, "
                        + "\"power.CreateMiner\", \"" + params + "\", \"1000000000000000000\"]");
        assertThat(err.toString()).contains("Final");
    }

    @Test
    void shouldFailWithOneSentenceWhenTheMessageLandsWithAnExitCode() {
        answer("SendMessage", "{\"intent\":\"x/1\"}");
        answer("WaitMessage", MESSAGE_OVER.formatted(16, ""));
        int exit = run("util", "miner", "create", "--from", KEY.toString(), "--sector-size", "2KiB", "--exid", "x");
        assertThat(exit).isEqualTo(1);
        assertThat(err.toString().lines().toList().getLast())
                .isEqualTo("stream-manager: power.CreateMiner (message x/1) landed with exit code 16"
                        + " (illegal argument); see `stream-manager message show x/1`");
    }

    @Test
    void shouldJoinARequestThatIsUnderWayAndTryAnewOneThatHadNoEffect() {
        answer("SendMessage", "{\"intent\":\"x/3\"}");
        answer("WaitMessage", MESSAGE_OVER.formatted(0, ""));
        manager.put("Sealstream.Message", params -> switch (params[0].asText()) {
            case "x/1" -> parse("{\"state\":\"Failed\",\"over\":true,\"exitCode\":null}");
            case "x/2" -> parse("{\"state\":\"Final\",\"over\":true,\"exitCode\":16}");
            default -> parse("{\"state\":\"AwaitingPush\",\"over\":false,\"exitCode\":null}");
        });
        assertThat(run("util", "miner", "set-controls", "f01000", "--exid", "x")).as(err.toString()).isZero();
        assertThat(call("SendMessage")).startsWith("Sealstream.SendMessage[\"x\", 3,");
    }

    @Test
    void shouldSetControlsThroughTheOwnerAndKeepTheWorker() {
        answer("SendMessage", "{\"intent\":\"c/1\"}");
        answer("WaitMessage", MESSAGE_OVER.formatted(0, ""));
        assertThat(run("util", "miner", "set-controls", "f01000", KEY.toString(), "--exid", "c")).as(err.toString()).isZero();
        String params = Bytes.of(new ChangeWorkerAddressParams(Address.id(1002), List.of(KEY)).toCbor()).toBase64();
        assertThat(call("SendMessage"))
                .contains("\"" + KEY + "\", \"f01000\", \"0\", 3, \"miner.ChangeWorkerAddress\", \"" + params);
    }

    @Test
    void shouldShowAMiner() {
        assertThat(run("util", "miner", "info", "f01000")).isZero();
        assertThat(out.toString()).containsPattern("sector size +2KiB").containsPattern("worker +f01002").contains("5 nanoFIL");
    }

    @Test
    void shouldApplyAPolicyWithTheSectorSizeOfTheChain() throws IOException {
        answer("SetPolicy", "{}");
        Path file = home.resolve("policy.toml");
        Files.writeString(file, Files.readString(Path.of("policy.toml")));
        assertThat(run("policy", "apply", file.toString())).as(err.toString()).isZero();
        assertThat(call("SetPolicy")).contains("\"cli@host\", 1, \"f01000\"").contains("\"sealProof\":5");
        Files.writeString(file, "sector-size = \"32GiB\"\n" + Files.readString(Path.of("policy.toml")));
        assertThat(run("policy", "apply", file.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("sector-size").contains("2KiB");
    }

    private Path damoclesFile() throws IOException {
        String miner = """
                       [[Miners]]
                       Actor = %1$d
                       Commitment.Pre.Senders = ["f01001"]
                       Commitment.Prove.Senders = ["%2$s"]
                       PoSt.Senders = ["%2$s"]
                       Proof.Enabled = false
                       """;
        return Files.writeString(home.resolve("damocles.cfg"), miner.formatted(1000, KEY) + miner.formatted(1001, KEY));
    }

    @Test
    void shouldApplyTheFileOfDamoclesToAllItsMinersAndSayWhatItIgnored() throws IOException {
        answer("SetPolicy", "{}");
        assertThat(run("policy", "apply", damoclesFile().toString(), "--stores", "a,b", "--exid", "x")).as(err.toString())
                .isZero();
        assertThat(calls).filteredOn(each -> each.contains("SetPolicy")).hasSize(2)
                .allMatch(each -> each.contains("\"stores\":[\"a\",\"b\"]"))
                .allMatch(each -> each.contains("\"preCommitSenders\":[\"" + KEY + "\"]"))
                .anyMatch(each -> each.contains("\"x/f01000\", 1, \"f01000\""))
                .anyMatch(each -> each.contains("\"x/f01001\", 1, \"f01001\""));
        assertThat(out.toString().lines()).contains("policy of f01001 is set").filteredOn(each -> each.contains("is ignored"))
                .hasSize(2);
    }

    @Test
    void shouldShowWhatAPolicyFileMeansWithoutAskingAnybody() throws IOException {
        assertThat(run("policy", "check", damoclesFile().toString(), "--miner", "f01001", "--set", "storage.stores=['s']",
                "--set", "fees.post='1 FIL'")).as(err.toString()).isZero();
        assertThat(out.toString()).startsWith("policy of f01001").doesNotContain("f01000")
                .containsPattern("fees.post.max-fee +1 FIL +--set")
                .containsPattern("senders.pre-commit +\\[f01001\\] +.*damocles.cfg:9")
                .containsPattern("batch.prove-commit.threshold +4 +default of damocles-manager")
                .contains("Miners.Proof is ignored, because");
        assertThat(calls).isEmpty();
        assertThat(run("policy", "check", damoclesFile().toString())).isOne();
        assertThat(err.toString()).contains("no storage.stores for f01000").contains("--set");
    }

    @Test
    void shouldTakeANewNumberForEachRequestAndKeepItOverProcesses() {
        answer("AllocateSectors", "{}");
        run("sector", "seal", "f01000", "--count", "3");
        run("sector", "seal", "f01000");
        assertThat(calls).filteredOn(each -> each.contains("AllocateSectors")).containsExactly(
                "Sealstream.AllocateSectors[\"cli@host\", 1, \"f01000\", 3]",
                "Sealstream.AllocateSectors[\"cli@host\", 2, \"f01000\", 1]");
    }

    @Test
    void shouldRepeatTheSameNumberWhileNoReplyComes() {
        int[] attempts = { 0};
        manager.put("Sealstream.AllocateSectors", params -> {
            if (++attempts[0] < 3) {
                throw new RpcCaller.Refused(504, "no reply");
            }
            return NullNode.getInstance();
        });
        assertThat(run("sector", "seal", "f01000")).isZero();
        assertThat(calls).hasSize(3).allMatch(each -> each.contains("\"cli@host\", 1,"));
        assertThat(paused).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void shouldExplainAManagerThatIsNotThereAndARefusal() {
        assertThat(run("node", "list", "--api", "http://127.0.0.1:9/rpc/v0")).isEqualTo(1);
        assertThat(err.toString()).contains("http://127.0.0.1:9/rpc/v0").contains("--api");
        manager.put("Sealstream.Sectors", params -> {
            throw new RpcCaller.Refused(404, "miner f01000 is not known");
        });
        assertThat(run("sector", "list", "f01000")).isEqualTo(1);
        assertThat(err.toString()).contains("stream-manager: miner f01000 is not known");
    }

    @Test
    void shouldListWindowsBelowWhatIsMissed() {
        answer("ProvingSummary",
                "{\"miner\":\"f01000\",\"current\":{\"Unplanned\":1},\"next\":{},\"closesIn\":41,\"missed\":2,\"faulty\":7,\"recovering\":3,\"skipped\":4}");
        answer("Proving",
                "[{\"partition\":\"f01000/3/0\",\"state\":\"AwaitingProof\",\"open\":180,\"close\":240,\"sectors\":5,\"faulty\":0,\"waitingFor\":\"waits for node a\"}]");
        assertThat(run("proving", "list", "f01000")).isZero();
        assertThat(out.toString()).contains("an open window with something unproven closes in 41 epochs; 1 open without a plan")
                .contains("2 partitions missed, 4 sectors skipped; 7 sectors faulty, 3 recovering")
                .contains("f01000/3/0  AwaitingProof  180    240     5        0       waits for node a");
        answer("ProvingSummary", "{\"miner\":\"f01000\",\"current\":{},\"closesIn\":null,\"missed\":0}");
        assertThat(run("proving", "list", "f01000")).isZero();
        assertThat(out.toString()).contains("all open windows are proven; of the last day: 0 partitions missed");
    }

    @Test
    void shouldListSectorsMessagesAndNodes() {
        answer("Sectors",
                "[{\"sector\":\"f01000/1\",\"state\":\"Proving\",\"node\":\"n\",\"since\":5,\"waitingFor\":\"the next deadline\"}]");
        answer("Messages",
                "[{\"intent\":\"i\",\"methodName\":\"m\",\"state\":\"Final\",\"nonce\":3,\"exitCode\":0,\"gasUsed\":9,\"waitingFor\":\"\"}]");
        answer("Nodes", "[{\"node\":\"n\",\"here\":true,\"version\":\"1\",\"endpoint\":\"e\",\"running\":[]}]");
        assertThat(run("sector", "list", "f01000")).isZero();
        assertThat(run("message", "list", "--open")).isZero();
        assertThat(run("node", "list", "--json")).isZero();
        assertThat(out.toString()).contains("f01000/1  Proving  n     5      the next deadline").contains("i       m       Final")
                .contains("\"node\" : \"n\"");
        assertThat(call("Messages")).contains("{\"openOnly\":true}");
    }

    @Test
    void shouldShowWhichChainNodeIsAskedAndWhyOthersAreNot() {
        answer("ChainNodes",
                """
                [{"node":"http://a","standing":"failing","chosen":false,"epoch":1000,"failures":3,"reason":"no answer","since":"t1"},
                 {"node":"http://b","standing":"usable","chosen":true,"epoch":995,"failures":0,"reason":"","since":"t2"}]""");
        assertThat(run("chain", "status")).isZero();
        assertThat(out.toString().lines().map(line -> line.strip().replaceAll(" +", " "))).containsExactly(
                "NODE ASKED STANDING EPOCH FAILURES SINCE WHY", "http://a no failing 1000 3 t1 no answer",
                "http://b yes usable 995 0 t2");
    }

    @Test
    void shouldActOnMessagesAndLanesWithAReason() {
        answer("ActOnMessage", "{}");
        answer("ActOnLane", "{}");
        answer("Lanes", "[{\"sender\":\"f3x\",\"nextNonce\":4,\"open\":[\"i\"],\"waitingFor\":\"is paused by cli\"}]");
        assertThat(run("message", "cancel", "i/1")).isEqualTo(2);
        assertThat(err.toString()).contains("--reason");
        assertThat(run("message", "cancel", "i/1", "--reason", "not needed")).isZero();
        assertThat(call("ActOnMessage")).contains("\"i/1\", \"CANCEL\", \"not needed\"");
        assertThat(run("message", "resend", "i/1", "--reason", "lost")).isZero();
        assertThat(run("message", "replace", "i/1", "--reason", "stuck", "--max-fee", "5 nanoFIL")).isZero();
        assertThat(calls.getLast()).contains("\"REPLACE\", \"stuck\", \"5000000000\"");
        assertThat(run("lane", "pause", KEY.toString(), "--reason", "storm", "--exid", "my-pause")).isZero();
        assertThat(call("ActOnLane")).contains("\"my-pause\", 1, \"" + KEY + "\", \"PAUSE\", \"storm\"");
        assertThat(run("lane", "resume", KEY.toString(), "--reason", "over")).isZero();
        assertThat(run("lane", "list")).isZero();
        assertThat(out.toString()).contains("i/1 is cancelled unless it lands first").contains("is paused by cli");
    }

    @Test
    void shouldListAndFlushBatches() {
        answer("Miner", "{\"batches\":[{\"purpose\":\"PRECOMMIT\",\"state\":\"leaving\",\"intent\":\"\",\"sectors\":[3,5,9],"
                + "\"waitingFor\":\"full\",\"alert\":\"lacks 2 FIL\"}]}");
        answer("FlushBatch", "{\"sectors\":[3]}");
        assertThat(run("batch", "list", "f01000")).isZero();
        assertThat(out.toString()).contains("PRECOMMIT  leaving  3: 3 .. 9  -").contains("full  [alert: lacks 2 FIL]");
        assertThat(run("batch", "flush", "--miner", "f01000", "--purpose", "prove-commit", "--sector", "3")).isZero();
        assertThat(call("FlushBatch")).contains("\"f01000\", \"PROVE_COMMIT\", [3]");
        assertThat(out.toString()).contains("1 sector leaves as soon as the price is known");
        assertThat(run("batch", "flush", "--miner", "f01000", "--purpose", "post")).isEqualTo(1);
        assertThat(err.toString()).contains("--purpose must be pre-commit or prove-commit, not post");
    }

    @Test
    void shouldNotAbortASectorUnlessItIsMeant() {
        answer("AbortSector", "{}");
        assertThat(run("sector", "abort", "f01000", "17")).isEqualTo(1);
        assertThat(calls).isEmpty();
        assertThat(run("sector", "abort", "f01000", "17", "--really-do-it", "--reason", "broken disk")).isZero();
        assertThat(call("AbortSector")).contains("17, \"broken disk\"");
    }

    @Test
    void shouldAnswerWrongUseWithExitCodeTwoAndEveryCommandHasHelp() {
        assertThat(run("sector", "list", "nonsense")).isEqualTo(2);
        assertThat(err.toString()).contains("nonsense");
        assertThat(run()).isEqualTo(2);
        assertThat(run("util", "miner", "create", "--from", KEY.toString(), "--sector-size", "3KiB")).isEqualTo(2);
        for (List<String> command : List.of(List.of("run"), List.of("util", "miner", "create"), List.of("policy", "apply"),
                List.of("sector", "seal"),
                List.of("message", "show"), List.of("message", "resend"), List.of("message", "replace"),
                List.of("message", "cancel"),
                List.of("lane", "pause"), List.of("lane", "resume"), List.of("lane", "list"), List.of("topics", "ensure"),
                List.of("topics", "check"),
                List.of("chain", "status"), List.of("node"))) {
            List<String> arguments = new ArrayList<>(command);
            arguments.add("--help");
            assertThat(run(arguments.toArray(String[]::new))).as(command.toString()).isZero();
        }
        assertThat(out.toString()).contains("Usage: stream-manager util miner create");
    }

    @Test
    void shouldTakeTheAddressOfTheManagerFromItsConfiguration() throws IOException {
        answer("Nodes", "[]");
        Path file = home.resolve("manager.toml");
        Files.writeString(file, """
                                [kafka]
                                bootstrap = "127.0.0.1:9092"
                                registry = "http://127.0.0.1:8081"
                                [network]
                                name = "devnet"
                                [http]
                                listen = "127.0.0.1:4321"
                                [chain]
                                url = "http://127.0.0.1:1234/rpc/v1"
                                [streams]
                                state-dir = "state"
                                """);
        assertThat(run("node", "list", "--config", file.toString())).isZero();
        assertThat(apis).containsExactly(URI.create("http://127.0.0.1:4321/rpc/v0"));
        Files.writeString(file, "[kafka]\nbootstrap = 7\n");
        assertThat(run("node", "list", "--config", file.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("manager.toml:");
    }

    @Test
    void shouldShowTheDigestsOfAllMinersAndLanes() {
        answer("Miners", "[{\"miner\":\"f01000\"}]");
        answer("Lanes", "[{\"sender\":\"" + KEY + "\"}]");
        manager.put("Sealstream.Digest",
                params -> parse("{\"log\":" + params[2] + ",\"sequence\":" + params[1] + ",\"digest\":\"abc\"}"));
        assertThat(run("digest")).isZero();
        assertThat(out.toString().lines().map(line -> line.replaceAll(" +", " "))).containsExactly("LOG SEQUENCE DIGEST",
                "f01000 1 abc", KEY + " 2 abc");
        assertThat(run("digest", "--miner", "f01004", "--json")).isZero();
        assertThat(out.toString()).contains("\"log\" : \"f01004\"");
    }

    @Test
    void shouldReplayOneLogUpToASequenceOrAllUpToATime() {
        assertThat(run("replay", "--from", "log.avro", "--miner", "f01000", "--until", "41")).isZero();
        assertThat(out.toString().lines().map(line -> line.replaceAll(" +", " "))).containsExactly("LOG SEQUENCE DIGEST STATES",
                "f01000 41 abc sectors: AwaitingSeed 1, Proving 2");
        assertThat(replays.getFirst().selection().log()).contains("f01000");
        assertThat(replays.getFirst().selection().untilSequence()).hasValue(41);
        assertThat(run("replay", "--from", "log.avro", "--until", "2026-11-25T10:00:00Z", "--json")).isZero();
        assertThat(replays.getLast().selection().untilTime()).contains(Instant.parse("2026-11-25T10:00:00Z"));
        assertThat(out.toString()).contains("\"Proving\" : 2");
    }

    @Test
    void shouldSayWhatAReplayCannotMean() {
        assertThat(run("replay", "--from", "log.avro", "--until", "41")).isOne();
        assertThat(err.toString()).contains("name it with --miner or --sender");
        assertThat(run("replay", "--from", "log.avro", "--until", "yesterday")).isOne();
        assertThat(err.toString()).contains("--until yesterday is neither a sequence nor a time");
        assertThat(run("replay", "--from", "log.avro", "--config", "manager.toml")).isOne();
        assertThat(err.toString()).contains("give one of them");
        assertThat(replays).isEmpty();
    }

    @Test
    void shouldNameTheChainWhenItRefuses() {
        chain.remove("StateMinerInfo");
        assertThat(run("util", "miner", "info", "f01000")).isEqualTo(1);
        assertThat(err.toString()).contains("the chain node refused").contains("actor not found");
    }
}
