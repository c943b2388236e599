package io.sealstream.manager.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sealstream.filecoin.ActorId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code batch}: sectors that share a message, or will. */
final class BatchCommands {
    private static final Map<String, String> PURPOSES = Map.of("pre-commit", "PRECOMMIT", "prove-commit", "PROVE_COMMIT");

    private BatchCommands() {}

    @Command(name = "list", mixinStandardHelpOptions = true,
            description = "Lists the batches of a miner: which sectors, what they wait for, until when, what is missing.")
    static final class ListAll implements Callable<Integer> {
        @Mixin
        private final MinerParameter miner = new MinerParameter();
        @Mixin
        private final CommonOptions options;

        ListAll(Surroundings surroundings) {
            this.options = new CommonOptions(surroundings);
        }

        @Override
        public Integer call() {
            JsonNode found = options.call("Miner", miner.json());
            if (found.isNull()) {
                throw new CliFailure(
                        "miner " + miner.id() + " is not known here; set its policy with: stream-manager policy apply FILE");
            }
            JsonNode batches = found.path("batches");
            options.show(batches, table(batches));
            return 0;
        }

        private static Table table(JsonNode batches) {
            Table table = new Table("PURPOSE", "STATE", "SECTORS", "INTENT", "NOW");
            for (JsonNode batch : batches) {
                String alert = batch.path("alert").asText();
                table.row(batch.path("purpose").asText(), batch.path("state").asText(), sectors(batch.path("sectors")),
                        batch.path("intent").asText().isEmpty() ? "-" : batch.path("intent").asText(),
                        batch.path("waitingFor").asText() + (alert.isEmpty() ? "" : "  [alert: " + alert + "]"));
            }
            return table;
        }

        private static String sectors(JsonNode sectors) {
            return sectors.size() + ": " + sectors.path(0).asText()
                    + (sectors.size() > 1 ? " .. " + sectors.path(sectors.size() - 1).asText() : "");
        }
    }

    @Command(name = "flush", mixinStandardHelpOptions = true,
            description = "Sends sectors that wait for a message now, whatever the rules say.")
    static final class Flush implements Callable<Integer> {
        @Option(names = "--miner", required = true, paramLabel = "MINER", description = "Id address, for example f01000.")
        private @Nullable ActorId miner;
        @Option(names = "--purpose", required = true, paramLabel = "KIND", description = "pre-commit or prove-commit.")
        private String purpose = "";
        @Option(names = "--sector", paramLabel = "N", description = "A sector number, repeatable; none: all that wait.")
        private List<Long> sectors = new ArrayList<>();
        @Mixin
        private final RequestName exid = new RequestName();
        @Mixin
        private final CommonOptions options;

        Flush(Surroundings surroundings) {
            this.options = new CommonOptions(surroundings);
        }

        @Override
        public Integer call() {
            String kind = PURPOSES.get(purpose);
            if (kind == null) {
                throw new CliFailure("--purpose must be pre-commit or prove-commit, not " + purpose);
            }
            ArrayNode wanted = JsonNodeFactory.instance.arrayNode();
            sectors.forEach(wanted::add);
            JsonNode reply = options.request(exid.given(), "FlushBatch",
                    Json.text(Given.option(miner, "--miner").toString()), Json.text(kind), wanted);
            int count = reply.path("sectors").size();
            options.say(count + (count == 1 ? " sector leaves" : " sectors leave") + " as soon as the price is known");
            return 0;
        }
    }

    static List<Object> subcommands(Surroundings surroundings) {
        return List.of(new ListAll(surroundings), new Flush(surroundings));
    }
}
