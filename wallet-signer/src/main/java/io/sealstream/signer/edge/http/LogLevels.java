package io.sealstream.signer.edge.http;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import io.sealstream.signer.keys.WalletException;
import io.sealstream.signer.keys.WalletException.Reason;
import java.util.List;
import java.util.Locale;
import org.slf4j.LoggerFactory;

/** What a running process logs: systems are its loggers, by the names of their classes. Levels last until the process ends. */
public final class LogLevels {
    private static final List<String> LEVELS = List.of("trace", "debug", "info", "warn", "error", "off");
    private static final String EVERYTHING = Logger.ROOT_LOGGER_NAME;

    private LogLevels() {}

    /** Each system that has logged or may log, with its level. */
    public static List<String> list() {
        return context().getLoggerList().stream()
                .map(logger -> logger.getName() + " " + logger.getEffectiveLevel().toString().toLowerCase(Locale.ROOT)).toList();
    }

    /** Sets the level of a system and of those below it; of everything where the name is empty. */
    public static void set(String system, String level) {
        String wanted = level.toLowerCase(Locale.ROOT);
        if (!LEVELS.contains(wanted)) {
            throw new WalletException(Reason.REFUSED, "'" + level + "' is no level; use " + String.join(", ", LEVELS));
        }
        String name = system.isEmpty() ? EVERYTHING : system;
        if (context().exists(name) == null) {
            throw new WalletException(Reason.REFUSED, "there is no system '" + system + "'; 'wallet-signer log list' shows them");
        }
        context().getLogger(name).setLevel(Level.toLevel(wanted));
    }

    private static LoggerContext context() {
        return (LoggerContext) LoggerFactory.getILoggerFactory();
    }
}
