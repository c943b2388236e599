package io.sealstream.manager.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealstream.filecoin.ActorId;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sector}: sectors of a miner. */
final class SectorCommands {
    private SectorCommands() {}

    /** What all of them share: the miner, the connections, where output goes. */
    abstract static sealed class OfMiner implements Callable<Integer> {
        @Parameters(index = "0", paramLabel = "MINER", description = "Id address, for example f01000.")
        private @Nullable ActorId miner;
        @Mixin
        final CommonOptions options = new CommonOptions();
        @Spec
        @Nullable
        CommandSpec spec;
        final Surroundings surroundings;

        OfMiner(Surroundings surroundings) {
            this.surroundings = surroundings;
        }

        JsonNode miner() {
            return Json.text(Given.option(miner, "MINER").toString());
        }

        PrintWriter out() {
            return Given.out(spec);
        }

        void say(String line) {
            out().println(line);
            out().flush();
        }
    }

    @Command(name = "list", mixinStandardHelpOptions = true,
            description = "Lists the sectors of a miner with what each waits for.")
    static final class ListAll extends OfMiner {
        ListAll(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        public Integer call() {
            JsonNode sectors = options.call(surroundings, "Sectors", miner());
            if (options.json()) {
                say(sectors.toPrettyString());
                return 0;
            }
            Table table = new Table("SECTOR", "STATE", "NODE", "SINCE", "NOW");
            for (JsonNode sector : sectors) {
                String waits = sector.path("waitingFor").asText()
                        + (sector.path("needsPerson").asBoolean() ? "  [needs a person]" : "");
                table.row(sector.path("sector").asText(), sector.path("state").asText(), sector.path("node").asText(),
                        sector.path("since").asText(), waits);
            }
            table.print(out());
            return 0;
        }
    }

    @Command(name = "show", mixinStandardHelpOptions = true, description = "Shows a sector with all that happened to it.")
    static final class Show extends OfMiner {
        @Parameters(index = "1", paramLabel = "SECTOR", description = "Sector number.")
        private long sector;

        Show(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        public Integer call() {
            JsonNode detail = options.call(surroundings, "Sector", miner(), Json.number(sector));
            if (options.json()) {
                say(detail.toPrettyString());
                return 0;
            }
            JsonNode summary = detail.path("summary");
            out().println("sector " + summary.path("sector").asText() + "  " + summary.path("state").asText());
            out().println(summary.path("waitingFor").asText());
            out().println("node " + summary.path("node").asText() + ", store " + summary.path("store").asText());
            out().println();
            Table table = new Table("EPOCH", "EVENT", "CAUSE", "FIELDS");
            for (JsonNode event : detail.path("events")) {
                table.row(event.path("epoch").asText(), event.path("type").asText(), event.path("cause").asText(),
                        brief(event.path("fields")));
            }
            table.print(out());
            return 0;
        }

        private static String brief(JsonNode fields) {
            String text = fields.toString();
            return text.length() <= 160 ? text : text.substring(0, 160) + "…";
        }
    }

    @Command(name = "seal", mixinStandardHelpOptions = true, description = "Asks for sectors to be sealed; idle stores get them.")
    static final class Seal extends OfMiner {
        @Option(names = "--count", paramLabel = "N", defaultValue = "1", description = "How many (default: ${DEFAULT-VALUE}).")
        private int count;
        @Option(names = "--exid", paramLabel = "NAME",
                description = "Name of this request: a repeat with the same name is the same request.")
        private @Nullable String exid;

        Seal(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        public Integer call() {
            CommonOptions.Identity identity = options.identity(surroundings, exid);
            options.call(surroundings, "AllocateSectors", Json.text(identity.client()), Json.number(identity.number()), miner(),
                    Json.number(count));
            say(count + (count == 1 ? " more sector is" : " more sectors are") + " wanted of " + miner().asText());
            return 0;
        }
    }

    @Command(name = "abort", mixinStandardHelpOptions = true, description = "Gives a sector up; its number is never used again.")
    static final class Abort extends OfMiner {
        @Parameters(index = "1", paramLabel = "SECTOR", description = "Sector number.")
        private long sector;
        @Option(names = "--reason", paramLabel = "TEXT", defaultValue = "given up by the operator",
                description = "Why; kept with the sector.")
        private String reason = "";
        @Option(names = "--really-do-it", description = "Without it nothing is done.")
        private boolean really;

        Abort(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        public Integer call() {
            if (!really) {
                throw new CliFailure(
                        "sector " + miner().asText() + "/" + sector + " would be given up for ever; repeat with --really-do-it");
            }
            CommonOptions.Identity identity = options.identity(surroundings, null);
            options.call(surroundings, "AbortSector", Json.text(identity.client()), Json.number(identity.number()), miner(),
                    Json.number(sector), Json.text(reason));
            say("sector " + miner().asText() + "/" + sector + " is given up");
            return 0;
        }
    }

    @Command(name = "retry", mixinStandardHelpOptions = true,
            description = "Starts a new attempt of the step that a stuck sector is in.")
    static final class Retry extends OfMiner {
        @Parameters(index = "1", paramLabel = "SECTOR", description = "Sector number.")
        private long sector;

        Retry(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        public Integer call() {
            CommonOptions.Identity identity = options.identity(surroundings, null);
            options.call(surroundings, "RetrySector", Json.text(identity.client()), Json.number(identity.number()), miner(),
                    Json.number(sector));
            say("sector " + miner().asText() + "/" + sector + " tries again");
            return 0;
        }
    }

    static List<Object> subcommands(Surroundings surroundings) {
        return List.of(new ListAll(surroundings), new Show(surroundings), new Seal(surroundings), new Abort(surroundings),
                new Retry(surroundings));
    }
}
