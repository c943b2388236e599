package io.sealstream.manager.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.TokenAmount;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What operators do to messages that wait and to their lanes; each with a reason that the log keeps. */
final class LaneCommands {
    private LaneCommands() {}

    /** What all of them share: a reason, the name of the request, the connections. */
    abstract static sealed class Order implements Callable<Integer> {
        @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why; kept in the log.")
        private String reason = "";
        @Mixin
        private final RequestName exid = new RequestName();
        @Mixin
        private final CommonOptions options;
        private final String action;

        Order(Surroundings surroundings, String action) {
            this.options = new CommonOptions(surroundings);
            this.action = action;
        }

        /** Sends it and says that it is done. */
        int order(String method, String subject, String done, JsonNode... more) {
            Stream<JsonNode> params = Stream.of(Json.text(subject), Json.text(action), Json.text(reason));
            options.request(exid.given(), method, Stream.concat(params, Stream.of(more)).toArray(JsonNode[]::new));
            options.say(subject + " " + done);
            return 0;
        }
    }

    /** An order for one message. */
    abstract static sealed class OfMessage extends Order {
        @Parameters(paramLabel = "INTENT", description = "Intent id, as `message list` shows it.")
        private String intent = "";

        OfMessage(Surroundings surroundings, String action) {
            super(surroundings, action);
        }

        int order(String done, JsonNode... more) {
            return order("ActOnMessage", intent, done, more);
        }
    }

    @Command(name = "resend", mixinStandardHelpOptions = true,
            description = "Gives the signed message to the message pool again; looks again at one that is held.")
    static final class Resend extends OfMessage {
        Resend(Surroundings surroundings) {
            super(surroundings, "RESEND");
        }

        @Override
        public Integer call() {
            return order("is sent again");
        }
    }

    @Command(name = "replace", mixinStandardHelpOptions = true,
            description = "Signs a message that waits in the pool again, at the same nonce and for a higher fee.")
    static final class Replace extends OfMessage {
        @Option(names = "--max-fee", paramLabel = "FIL",
                description = "Most the whole message may cost from now on, for example \"0.5 FIL\" (default: as before).")
        private @Nullable TokenAmount maxFee;

        Replace(Surroundings surroundings) {
            super(surroundings, "REPLACE");
        }

        @Override
        public Integer call() {
            return maxFee == null ? order("is replaced") : order("is replaced", Json.text(maxFee.toString()));
        }
    }

    @Command(name = "cancel", mixinStandardHelpOptions = true,
            description = "Takes a message back. One that is signed is replaced by a transfer of nothing; if it lands after all, it counts.")
    static final class Cancel extends OfMessage {
        Cancel(Surroundings surroundings) {
            super(surroundings, "CANCEL");
        }

        @Override
        public Integer call() {
            return order("is cancelled unless it lands first");
        }
    }

    /** An order for a lane. */
    abstract static sealed class OfLane extends Order {
        @Parameters(paramLabel = "SENDER", description = "Address of the sender.")
        private @Nullable Address sender;

        OfLane(Surroundings surroundings, String action) {
            super(surroundings, action);
        }

        int order(String done) {
            return order("ActOnLane", Given.option(sender, "SENDER").toString(), done);
        }
    }

    @Command(name = "pause", mixinStandardHelpOptions = true,
            description = "Lets a sender sign nothing new but proofs of deadlines.")
    static final class PauseLane extends OfLane {
        PauseLane(Surroundings surroundings) {
            super(surroundings, "PAUSE");
        }

        @Override
        public Integer call() {
            return order("is paused");
        }
    }

    @Command(name = "resume", mixinStandardHelpOptions = true, description = "Lets a paused sender go on.")
    static final class ResumeLane extends OfLane {
        ResumeLane(Surroundings surroundings) {
            super(surroundings, "RESUME");
        }

        @Override
        public Integer call() {
            return order("goes on");
        }
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists the senders with what each waits for.")
    static final class ListAll implements Callable<Integer> {
        @Mixin
        private final CommonOptions options;

        ListAll(Surroundings surroundings) {
            this.options = new CommonOptions(surroundings);
        }

        @Override
        public Integer call() {
            JsonNode lanes = options.call("Lanes");
            Table table = new Table("SENDER", "NEXT NONCE", "OPEN", "NOW");
            for (JsonNode each : lanes) {
                JsonNode next = each.path("nextNonce");
                table.row(each.path("sender").asText(), next.isNull() ? "-" : next.asText(),
                        String.valueOf(each.path("open").size()), each.path("waitingFor").asText());
            }
            options.show(lanes, table);
            return 0;
        }
    }

    static List<Object> ofMessages(Surroundings surroundings) {
        return List.of(new ViewCommands.Messages(surroundings), new ViewCommands.Message(surroundings), new Resend(surroundings),
                new Replace(surroundings), new Cancel(surroundings));
    }

    static List<Object> ofLanes(Surroundings surroundings) {
        return List.of(new ListAll(surroundings), new PauseLane(surroundings), new ResumeLane(surroundings));
    }
}
