package io.sealstream.signer.app;

import io.sealstream.schemas.config.ConfigException;
import io.sealstream.signer.config.PolicyBook;
import java.io.Console;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * SIGHUP of a service has the policy read anew. On a terminal it keeps its meaning, that the terminal went away and the daemon ends; under
 * {@code nohup} the process ignores it, and {@code policy reload} does the same.
 */
final class PolicySignal {
    private static final Logger LOGGER = LoggerFactory.getLogger(PolicySignal.class);

    private PolicySignal() {}

    static void install(PolicyBook policy) {
        if (isOnTerminal()) {
            return;
        }
        try {
            handle(() -> reload(policy));
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            LOGGER.atInfo().addKeyValue("problem", e.toString())
                    .log("SIGHUP does not reload the policy on this Java; use: wallet-signer policy reload");
        }
    }

    @SuppressWarnings("SystemConsoleNull") // null again since JDK 25 where there is no terminal
    private static boolean isOnTerminal() {
        @Nullable
        Console console = System.console();
        return console != null && console.isTerminal();
    }

    /** By reflection: the compiler warns of {@code sun.misc.Signal} without a way to say that this is meant. */
    private static void handle(Runnable action) throws ReflectiveOperationException {
        Class<?> signal = Class.forName("sun.misc.Signal");
        Class<?> handler = Class.forName("sun.misc.SignalHandler");
        InvocationHandler calls = (self, method, arguments) -> {
            if (!method.getDeclaringClass().equals(handler)) {
                return method.invoke(action, arguments);
            }
            action.run();
            return null;
        };
        Object proxy = Proxy.newProxyInstance(PolicySignal.class.getClassLoader(), new Class<?>[]{ handler}, calls);
        signal.getMethod("handle", signal, handler).invoke(null, signal.getConstructor(String.class).newInstance("HUP"), proxy);
    }

    /** What is wrong is said and changes nothing. */
    static void reload(PolicyBook policy) {
        try {
            List<String> lines = policy.reload().text();
            LOGGER.atInfo().addKeyValue("policy", lines).log("Policy read anew");
        } catch (ConfigException e) {
            LOGGER.atError().addKeyValue("problem", e.getMessage()).log("The policy file is refused, the policy stays as it was");
        }
    }
}
