package io.sealstream.devnet.up;

import io.sealstream.filecoin.SectorSize;
import io.sealstream.proofs.params.DevParameters;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code devnet}. */
@Command(name = "devnet", mixinStandardHelpOptions = true, version = "0.1.0",
        description = "A whole Sealstream cluster on this machine: broker, dev chain, signer, manager and node.",
        subcommands = { DevnetMain.Up.class, DevnetMain.Status.class, DevnetMain.Logs.class, DevnetMain.Down.class,
            DevnetMain.Seal.class, DevnetMain.Wipe.class})
public final class DevnetMain {
    private static final int EXIT_FAILURE = 1;
    private static final int LOG_LINES = 40;
    private static final long STOP_PATIENCE_SECONDS = 60;

    private DevnetMain() {}

    /** Exit codes: 0 done, 1 failed with one sentence on standard error, 2 wrong usage. */
    public static void main(String[] args) {
        PrintWriter out = new PrintWriter(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        CommandLine line = new CommandLine(new DevnetMain()).setOut(out).setErr(err);
        line.setExecutionExceptionHandler((e, command, parsed) -> {
            if (e instanceof Pause.Stopped) {
                return 0;
            }
            String text = e.getMessage() == null ? e.toString() : e.getMessage();
            command.getErr().println("devnet: " + (e instanceof DevnetException ? text : "unexpected failure: " + e));
            command.getErr().flush();
            return EXIT_FAILURE;
        });
        System.exit(line.execute(args));
    }

    /** JDK 25 answers null again without a terminal (its console is no longer JLine's by default). */
    @SuppressWarnings("SystemConsoleNull")
    private static boolean onTerminal() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }

    private static void stopAll(DevnetHome home) {
        ChildProcess.living(home.pidFileOfSupervisor()).ifPresent(ChildProcess::stop);
        for (String name : Fleet.NAMES.reversed()) {
            new ChildProcess(name, home, List.of()).stop();
        }
    }

    /** Options every command has. */
    static final class Where {
        @Option(names = "--home", paramLabel = "DIR", description = "Where the devnet lives. Default: ~/.sealstream/devnet.")
        private @Nullable Path home;

        DevnetHome home() {
            return new DevnetHome(home == null ? Path.of(System.getProperty("user.home"), ".sealstream", "devnet") : home);
        }

        DevnetHome existingHome() {
            DevnetHome found = home();
            if (!found.exists()) {
                throw new DevnetException(
                        "There is no devnet in " + found.root() + ": run `devnet up` first, or name another --home.");
            }
            return found;
        }

        Path bin() {
            return Path.of(System.getProperty("sealstream.bin", "ops/bin")).toAbsolutePath().normalize();
        }
    }

    @Command(name = "up", mixinStandardHelpOptions = true, description = "Start everything, seal sectors and keep them proven.")
    static final class Up implements Callable<Integer> {
        @Mixin
        private Where where = new Where();
        @Option(names = "--sectors", paramLabel = "N", defaultValue = "1",
                description = "Sectors to seal in all. Default: ${DEFAULT-VALUE}.")
        private int sectors;
        @Option(names = "--once", description = "End with a summary after the first deadline closed with all sectors proven.")
        private boolean once;
        @Option(names = "--network", hidden = true, defaultValue = "devnet",
                description = "fake-proofs, with launchers of a test tree.")
        private String network = "";
        @Option(names = "--policy", paramLabel = "FILE|single|aggregate",
                description = "Policy of a new miner. single: every sector alone and at once. aggregate: eight sectors share a message. "
                        + "FILE: tables of a policy, such as [batch.prove-commit]. Default: single.")
        private @Nullable String policy;
        @Option(names = "--secure",
                description = "Broker and registry of a new devnet take TLS and passwords only, and each process may do what its "
                        + "part is and nothing else. A devnet stays what it was at its first start.")
        private boolean secure;
        @Option(names = "--sector-size", paramLabel = "SIZE",
                description = "2KiB or 8MiB, for a new devnet. Default: 2KiB. 8MiB takes 1.5 GB of parameters, made once.")
        private @Nullable String sectorSize;
        @CommandLine.Spec
        private CommandLine.Model.@Nullable CommandSpec spec;

        private Optional<SectorSize> size() {
            return Optional.ofNullable(sectorSize).map(name -> SectorSize.of(name)
                    .filter(size -> DevParameters.SECTOR_SIZES.contains(size.bytes()))
                    .orElseThrow(() -> new DevnetException("--sector-size " + name + " is not 2KiB or 8MiB.")));
        }

        private Devnet.Shape shape() {
            return network.equals(Devnet.Shape.USUAL.network()) ? Devnet.Shape.USUAL : new Devnet.Shape(network, 1, List.of());
        }

        @Override
        public Integer call() throws Exception {
            if (sectors < 1) {
                throw new DevnetException("--sectors " + sectors + " is not positive: ask for at least 1.");
            }
            Pause pause = new Pause();
            CountDownLatch ended = new CountDownLatch(1);
            CommandLine line = Objects.requireNonNull(spec).commandLine();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(pause, ended, line.getErr()), "devnet-stop"));
            try {
                View view = new View(line.getOut(), onTerminal());
                new Supervisor(where.home(), where.bin(), shape(), view, pause).up(sectors, once,
                        Optional.ofNullable(policy).map(PolicyChoice::of), secure, size());
                return 0;
            } finally {
                ended.countDown();
            }
        }

        /** The processes must have ended before this one does; it waits for that, not for the thread, which may be the one that exits. */
        private static void stop(Pause pause, CountDownLatch ended, PrintWriter err) {
            pause.stop();
            try {
                if (!ended.await(STOP_PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    err.println("devnet: the processes have not ended after " + STOP_PATIENCE_SECONDS
                            + " s: run `devnet down` to stop what is left");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Command(name = "status", mixinStandardHelpOptions = true, description = "Show how things stand.")
    static final class Status implements Callable<Integer> {
        @Mixin
        private Where where = new Where();
        @CommandLine.Spec
        private CommandLine.Model.@Nullable CommandSpec spec;

        @Override
        public Integer call() {
            DevnetHome home = where.existingHome();
            PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
            ConfigFiles configs = new ConfigFiles(home, home.state(), Path.of("."), Devnet.Shape.USUAL);
            for (String name : Fleet.NAMES) {
                String state = ChildProcess.living(home.pidFile(name)).map(handle -> "running, pid " + handle.pid())
                        .orElse("not running");
                out.println("%-8s %s".formatted(name, state));
            }
            if (ChildProcess.living(home.pidFile(Fleet.CHAIN)).isPresent() && !home.state().miner().isEmpty()) {
                Situation.read(new RpcClient(configs.chainUrl()), new RpcClient(configs.managerUrl()), home.state().miner())
                        .lines().forEach(out::println);
            }
            return 0;
        }
    }

    @Command(name = "logs", mixinStandardHelpOptions = true, description = "Show the end of the logs.")
    static final class Logs implements Callable<Integer> {
        @Mixin
        private Where where = new Where();
        @CommandLine.Parameters(arity = "0..*", paramLabel = "PROCESS",
                description = "broker, chain, signer, manager, node. Default: all.")
        private List<String> names = new ArrayList<>();
        @CommandLine.Spec
        private CommandLine.Model.@Nullable CommandSpec spec;

        @Override
        public Integer call() {
            DevnetHome home = where.existingHome();
            PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
            for (String name : names.isEmpty() ? Fleet.NAMES : names) {
                if (!Fleet.NAMES.contains(name)) {
                    throw new DevnetException(
                            "There is no process named " + name + ": choose from " + String.join(", ", Fleet.NAMES) + ".");
                }
                Path log = home.log(name);
                out.println("== " + log);
                if (Files.exists(log)) {
                    List<String> lines = DevnetHome.read(log).lines().toList();
                    lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()).forEach(out::println);
                }
            }
            return 0;
        }
    }

    @Command(name = "down", mixinStandardHelpOptions = true, description = "Stop everything; the home stays.")
    static final class Down implements Callable<Integer> {
        @Mixin
        private Where where = new Where();

        @Override
        public Integer call() {
            stopAll(where.existingHome());
            return 0;
        }
    }

    @Command(name = "seal", mixinStandardHelpOptions = true, description = "Seal more sectors on a devnet that is up.")
    static final class Seal implements Callable<Integer> {
        @Mixin
        private Where where = new Where();
        @CommandLine.Parameters(paramLabel = "N", description = "How many more.")
        private int count;
        @CommandLine.Spec
        private CommandLine.Model.@Nullable CommandSpec spec;

        @Override
        public Integer call() {
            DevnetHome home = where.existingHome();
            if (count < 1) {
                throw new DevnetException("N = " + count + " is not positive: ask for at least 1.");
            }
            if (ChildProcess.living(home.pidFile(Fleet.MANAGER)).isEmpty()) {
                throw new DevnetException("The manager of " + home.root() + " is not running: run `devnet up` first.");
            }
            PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
            new FirstSteps(home, new Commands(where.bin(), home), out::println).sectors(home.state().wanted() + count);
            out.println("Asked for " + count + " more; `devnet status` shows them.");
            return 0;
        }
    }

    @Command(name = "wipe", mixinStandardHelpOptions = true,
            description = "Stop everything and delete the home. Proof parameters stay in the cache.")
    static final class Wipe implements Callable<Integer> {
        @Mixin
        private Where where = new Where();

        @Override
        public Integer call() {
            DevnetHome home = where.existingHome();
            stopAll(home);
            home.delete();
            return 0;
        }
    }
}
