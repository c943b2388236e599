package io.sealstream.manager.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealstream.filecoin.ActorId;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Commands that show WindowPoSts. */
final class ProvingCommands {
    private ProvingCommands() {}

    @Command(name = "list", mixinStandardHelpOptions = true,
            description = "Lists the newest window of each partition of a miner, and what is missed or about to be.")
    static final class ListAll implements Callable<Integer> {
        @Parameters(index = "0", paramLabel = "MINER", description = "Id address, for example f01000.")
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
            JsonNode id = Json.text(Given.option(miner, "MINER").toString());
            JsonNode summary = options.call(surroundings, "ProvingSummary", id);
            JsonNode windows = options.call(surroundings, "Proving", id);
            PrintWriter out = Given.out(spec);
            if (options.json()) {
                out.println(windows.toPrettyString());
                out.flush();
                return 0;
            }
            out.println(headline(summary));
            Table table = new Table("PARTITION", "STATE", "OPENS", "CLOSES", "SECTORS", "FAULTY", "NOW");
            for (JsonNode each : windows) {
                table.row(each.path("partition").asText(), each.path("state").asText(), each.path("open").asText(),
                        each.path("close").asText(), each.path("sectors").asText(), each.path("faulty").asText(),
                        each.path("waitingFor").asText());
            }
            table.print(out);
            return 0;
        }

        private static String headline(JsonNode summary) {
            JsonNode closesIn = summary.path("closesIn");
            long unplanned = summary.path("current").path("Unplanned").asLong();
            return (closesIn.isNumber()
                    ? "an open window with something unproven closes in " + closesIn.asText() + " epochs"
                    : "all open windows are proven")
                    + (unplanned > 0 ? "; " + unplanned + " open without a plan: the chain could not be read" : "")
                    + "; of the last day: " + summary.path("missed").asText() + " partitions missed, "
                    + summary.path("skipped").asText() + " sectors skipped; " + summary.path("faulty").asText()
                    + " sectors faulty, "
                    + summary.path("recovering").asText() + " recovering";
        }
    }
}
