package io.sealstream.manager.cli;

import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.CodecException;
import io.sealstream.filecoin.SectorSize;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.schemas.config.ConfigException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The command line {@code stream-manager}. Exit codes: 0 done, 1 failed, 2 used wrongly. */
public final class ManagerCli {
    private static final int FAILED = 1;

    private ManagerCli() {}

    @Command(name = "stream-manager", mixinStandardHelpOptions = true, version = "stream-manager 0.1.0-SNAPSHOT",
            description = "Decides for miners of a Sealstream cluster: sectors, messages, proving.")
    private static final class Root implements Runnable {
        @Spec
        private @Nullable CommandSpec spec;

        @Override
        public void run() {
            throw new CommandLine.ParameterException(Given.option(spec, "spec").commandLine(), "a command is missing");
        }
    }

    /** A command that only holds others. */
    @Command(mixinStandardHelpOptions = true)
    private static final class Group implements Runnable {
        @Spec
        private @Nullable CommandSpec spec;

        @Override
        public void run() {
            throw new CommandLine.ParameterException(Given.option(spec, "spec").commandLine(), "a command is missing");
        }
    }

    /** The command line over its surroundings. */
    public static CommandLine of(Surroundings surroundings) {
        CommandLine root = new CommandLine(new Root());
        root.addSubcommand("run", new ProcessCommands.Run(surroundings));
        CommandLine util = group("util", "Tools around miners.");
        util.addSubcommand("miner",
                group("miner", "Miners on chain: create, info, set-controls.", MinerCommands.subcommands(surroundings)));
        root.addSubcommand("util", util);
        root.addSubcommand("policy",
                group("policy", "How miners are run: apply, check, show.", PolicyCommands.subcommands(surroundings)));
        root.addSubcommand("sector",
                group("sector", "Sectors: list, show, seal, abort, retry.", SectorCommands.subcommands(surroundings)));
        root.addSubcommand("proving",
                group("proving", "WindowPoSts: list.", List.of(new ProvingCommands.ListAll(surroundings))));
        root.addSubcommand("batch", group("batch", "Sectors that share a message: list, flush.",
                BatchCommands.subcommands(surroundings)));
        root.addSubcommand("message",
                group("message", "Messages: list, show, resend, replace, cancel.", LaneCommands.ofMessages(surroundings)));
        root.addSubcommand("lane",
                group("lane", "Senders of messages: list, pause, resume.", LaneCommands.ofLanes(surroundings)));
        root.addSubcommand("node", group("node", "Nodes: list.", List.of(new ViewCommands.Nodes(surroundings))));
        root.addSubcommand("digest", new DigestCommand(surroundings));
        root.addSubcommand("replay", new ReplayCommand(surroundings));
        root.addSubcommand("chain",
                group("chain", "Chain nodes: status, export-base-fee.", ChainCommands.subcommands(surroundings)));
        root.addSubcommand("policy-replay", new PolicyReplayCommand(surroundings));
        root.addSubcommand("rebuild", new ProcessCommands.Rebuild(surroundings));
        root.addSubcommand("topics", topics(surroundings));
        registerTypes(root);
        root.setExecutionExceptionHandler((failure, command, parsed) -> report(failure, command));
        root.setCaseInsensitiveEnumValuesAllowed(true);
        return root;
    }

    private static CommandLine group(String name, String description, List<Object> commands) {
        CommandLine group = group(name, description);
        commands.forEach(group::addSubcommand);
        return group;
    }

    private static CommandLine group(String name, String description) {
        CommandLine group = new CommandLine(new Group());
        group.getCommandSpec().name(name).usageMessage().description(description);
        return group;
    }

    private static CommandLine topics(Surroundings surroundings) {
        CommandLine topics = group("topics", "Topics of the cluster: ensure, check.");
        topics.addSubcommand("ensure", described(new CommandLine(new ProcessCommands.Topics(surroundings, true)),
                "Creates missing topics and checks the others; registers schemas where the configuration allows it."));
        topics.addSubcommand("check",
                described(new CommandLine(new ProcessCommands.Topics(surroundings, false)),
                        "Checks all topics and names each fix."));
        return topics;
    }

    private static CommandLine described(CommandLine command, String description) {
        command.getCommandSpec().mixinStandardHelpOptions(true).usageMessage().description(description);
        return command;
    }

    private static void registerTypes(CommandLine root) {
        register(root, Address.class, Address::parse);
        register(root, ActorId.class, ActorId::parse);
        register(root, TokenAmount.class, TokenAmount::parse);
        register(root, SectorSize.class,
                text -> Arrays.stream(SectorSize.values()).filter(each -> each.toString().equals(text)).findFirst()
                        .orElseThrow(() -> new TypeConversionException(
                                "'" + text + "' is not one of " + Arrays.toString(SectorSize.values()))));
    }

    private static <T> void register(CommandLine root, Class<T> type, ITypeConverter<T> converter) {
        root.registerConverter(type, text -> {
            try {
                return converter.convert(text);
            } catch (CodecException e) {
                throw new TypeConversionException(e.getMessage());
            }
        });
    }

    /** One sentence for what is meant for people; anything else is a bug and says so. */
    private static int report(Exception failure, CommandLine command) {
        String sentence = failure instanceof CliFailure || failure instanceof ConfigException
                ? String.valueOf(failure.getMessage())
                : "unexpected failure, please report it: " + failure;
        command.getErr().println("stream-manager: " + sentence);
        command.getErr().flush();
        return FAILED;
    }
}
