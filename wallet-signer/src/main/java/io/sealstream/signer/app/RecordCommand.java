package io.sealstream.signer.app;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealstream.filecoin.Address;
import io.sealstream.signer.keys.Repository;
import io.sealstream.signer.keys.WalletException;
import io.sealstream.signer.keys.WalletException.Reason;
import io.sealstream.signer.record.RecordQuery;
import io.sealstream.signer.record.RecordQuery.Row;
import io.sealstream.signer.record.RecordVerifier;
import io.sealstream.signer.record.RecordVerifier.Head;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code record}: what was signed and refused. */
@Command(name = "record", mixinStandardHelpOptions = true, description = "Look into the signing record.",
        subcommands = { RecordCommand.Query.class, RecordCommand.Verify.class, RecordCommand.ForgetNonces.class})
final class RecordCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name a command: record query, verify or forget-nonces.");
    }

    /** {@code record query}. */
    @Command(name = "query", mixinStandardHelpOptions = true,
            description = "Print decisions, newest first; works while the signer runs. Times are local, as 2026-11-23-18:30:00.")
    static final class Query implements Runnable {
        private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-M-d-H:m:s");

        @Mixin
        @SuppressWarnings("NullAway.Init")
        private WalletHome home;
        @Option(names = "--address", paramLabel = "ADDRESS", description = "Only decisions for this sender.")
        private @Nullable String address;
        @Option(names = "--type", paramLabel = "TYPE", description = "Only this type: message, unknown, f3 or forget.")
        private @Nullable String type;
        @Option(names = "--id", paramLabel = "ID", description = "Only the decision about this request id.")
        private @Nullable String id;
        @Option(names = { "--from", "--after"}, paramLabel = "TIME", description = "Not before this time.")
        private @Nullable String from;
        @Option(names = { "--to", "--before"}, paramLabel = "TIME", description = "Not after this time.")
        private @Nullable String to;
        @Option(names = "--error", description = "Only refusals.")
        private boolean error;
        @Option(names = "--limit", paramLabel = "N", defaultValue = "100",
                description = "Most decisions. Default: ${DEFAULT-VALUE}.")
        private int limit;
        @Option(names = { "--offset", "--skip"}, paramLabel = "N", defaultValue = "0",
                description = "Decisions to skip. Default: ${DEFAULT-VALUE}.")
        private int offset;
        @Option(names = "--verbose", description = "One JSON object a line with every field.")
        private boolean verbose;
        @Spec
        @SuppressWarnings("NullAway.Init")
        private CommandSpec spec;

        @Override
        public void run() {
            Path file = record(home);
            String sender = address == null ? null : Address.parse(address).toString();
            List<Row> rows = new RecordQuery(sender, type, id, time(from), time(to), error, limit, offset).run(file);
            PrintWriter out = spec.commandLine().getOut();
            rows.forEach(row -> out.println(verbose ? json(row) : line(row)));
            out.flush();
        }

        private static @Nullable Instant time(@Nullable String text) {
            if (text == null) {
                return null;
            }
            try {
                return LocalDateTime.parse(text, TIME).atZone(ZoneId.systemDefault()).toInstant();
            } catch (DateTimeException e) {
                throw new IllegalArgumentException("'" + text + "' is no time; write it as 2026-11-23-18:30:00", e);
            }
        }

        private static String line(Row row) {
            String end = row.reason() == null ? "" : ": " + row.reason();
            return row.time() + "  " + row.verdict() + "  " + row.sender() + "  " + row.meaning() + "  " + row.requestId() + end;
        }

        private static String json(Row row) {
            ObjectNode json = JsonNodeFactory.instance.objectNode().put("sequence", row.sequence())
                    .put("time", row.time().toString())
                    .put("network", row.network()).put("requestId", row.requestId()).put("caller", row.caller())
                    .put("type", row.type()).put("sender", row.sender())
                    .put("verdict", row.verdict())
                    .put("meaning", row.meaning()).put("cid", row.cid()).put("intent", row.intent());
            return json.put("rule", row.rule()).put("reason", row.reason()).toString();
        }
    }

    private static Path record(WalletHome home) {
        Path file = Repository.recordOf(home.folder());
        if (!Files.exists(file)) {
            throw new WalletException(Reason.STORAGE,
                    "there is no signing record in " + home.folder() + " yet; nothing was asked of this wallet");
        }
        return file;
    }

    /** {@code record verify}. */
    @Command(name = "verify", mixinStandardHelpOptions = true,
            description = "Check that no entry of the record was changed, left out or put in; works while the signer runs. Prints the head: note it elsewhere and give it to --expect later, so that cut-off entries show too.")
    static final class Verify implements Runnable {
        @Mixin
        @SuppressWarnings("NullAway.Init")
        private WalletHome home;
        @Option(names = "--expect", paramLabel = "HEAD",
                description = "A head that was printed earlier and must still be in the record.")
        private @Nullable String expected;
        @Spec
        @SuppressWarnings("NullAway.Init")
        private CommandSpec spec;

        @Override
        public void run() {
            Head noted = expected == null ? null : Head.parse(expected);
            RecordVerifier.Verified found = RecordVerifier.verify(record(home), noted);
            PrintWriter out = spec.commandLine().getOut();
            out.println("record is whole: " + found.head().sequence() + " entries, " + found.dropped()
                    + " of them without details by retention");
            out.println("head: " + found.head().text());
            out.flush();
        }
    }

    /** {@code record forget-nonces}. */
    @Command(name = "forget-nonces", mixinStandardHelpOptions = true,
            description = "Let nonces and request ids of a chain begin anew, for a network that was wiped and came back under the same genesis. On a network that goes on, two messages may then be signed for one nonce. The record keeps what was signed.")
    static final class ForgetNonces implements Runnable {
        @Mixin
        @SuppressWarnings("NullAway.Init")
        private WalletHome home;
        @Option(names = "--chain", paramLabel = "NETWORK/GENESIS", defaultValue = "",
                description = "The chain as 'record query --verbose' names its network. Default: the one that was signed for last.")
        @SuppressWarnings("NullAway.Init")
        private String chain;
        @Option(names = "--yes", required = true, description = "Say that the network was wiped.")
        private boolean wiped;
        @Spec
        @SuppressWarnings("NullAway.Init")
        private CommandSpec spec;

        @Override
        public void run() {
            if (!wiped) {
                throw new ParameterException(spec.commandLine(), "Say with --yes that the network was wiped.");
            }
            record(home);
            try (Wallet wallet = Wallet.of(home)) {
                spec.commandLine().getOut().println("nonces begin anew: " + wallet.forgetNonces(chain));
            }
            spec.commandLine().getOut().flush();
        }
    }
}
