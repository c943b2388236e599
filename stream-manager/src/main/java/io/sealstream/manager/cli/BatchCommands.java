package io.sealstream.manager.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sealstream.filecoin.ActorId;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code batch}: sectors that share a message, or will. */
final class BatchCommands {
    private static final Map<String, String> PURPOSES = Map.of("pre-commit", "PRECOMMIT", "prove-commit", "PROVE_COMMIT");

    private BatchCommands() {}

    @Command(name = "list", mixinStandardHelpOptions = true,
            description = "Lists the batches of a miner: which sectors, what they wait for, until when, what is missing.")
    static final class ListAll implements Callable<Integer> {
        @Parameters(paramLabel = "MINER", description = "Id address, for example f01000.")
        private @Nullable ActorId miner;
        @Mixin
        private CommonOptions options = new CommonOptions();
        @Spec
        private @Nullable CommandSpec spec;
        private final Surroundings surroundings;

        ListAll(Surroundings surroundings) {
            this.surroundings = surroundings;
        }

        @Override
        public Integer call() {
            ActorId id = Given.option(miner, "MINER");
            JsonNode found = options.call(surroundings, "Miner", Json.text(id.toString()));
            if (found.isNull()) {
                throw new CliFailure("miner " + id + " is not known here; set its policy with: stream-manager policy apply FILE");
            }
            print(found.path("batches"), Given.out(spec));
            return 0;
        }

        private void print(JsonNode batches, PrintWriter out) {
            if (options.json()) {
                out.println(batches.toPrettyString());
                out.flush();
                return;
            }
            Table table = new Table("PURPOSE", "STATE", "SECTORS", "INTENT", "NOW");
            for (JsonNode batch : batches) {
                String alert = batch.path("alert").asText();
                table.row(batch.path("purpose").asText(), batch.path("state").asText(), sectors(batch.path("sectors")),
                        batch.path("intent").asText().isEmpty() ? "-" : batch.path("intent").asText(),
                        batch.path("waitingFor").asText() + (alert.isEmpty() ? "" : "  [alert: " + alert + "]"));
            }
            table.print(out);
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
        @Option(names = "--exid", paramLabel = "NAME",
                description = "Name of this request: a repeat with the same name is the same request.")
        private @Nullable String exid;
        @Mixin
        private CommonOptions options = new CommonOptions();
        @Spec
        private @Nullable CommandSpec spec;
        private final Surroundings surroundings;

        Flush(Surroundings surroundings) {
            this.surroundings = surroundings;
        }

        @Override
        public Integer call() {
            String kind = PURPOSES.get(purpose);
            if (kind == null) {
                throw new CliFailure("--purpose must be pre-commit or prove-commit, not " + purpose);
            }
            ArrayNode wanted = JsonNodeFactory.instance.arrayNode();
            sectors.forEach(wanted::add);
            CommonOptions.Identity identity = options.identity(surroundings, exid);
            JsonNode reply = options.call(surroundings, "FlushBatch", Json.text(identity.client()),
                    Json.number(identity.number()), Json.text(Given.option(miner, "--miner").toString()), Json.text(kind),
                    wanted);
            PrintWriter out = Given.out(spec);
            int count = reply.path("sectors").size();
            out.println(count + (count == 1 ? " sector leaves" : " sectors leave") + " as soon as the price is known");
            out.flush();
            return 0;
        }
    }

    static List<Object> subcommands(Surroundings surroundings) {
        return List.of(new ListAll(surroundings), new Flush(surroundings));
    }
}
