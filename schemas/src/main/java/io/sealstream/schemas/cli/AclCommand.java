package io.sealstream.schemas.cli;

import io.sealstream.schemas.acl.AclAdmin;
import io.sealstream.schemas.acl.AclFault;
import io.sealstream.schemas.acl.AclPlan;
import io.sealstream.schemas.acl.AclScript;
import io.sealstream.schemas.acl.ClusterUsers;
import io.sealstream.schemas.acl.Grant;
import io.sealstream.schemas.acl.Role;
import io.sealstream.schemas.config.ConfigException;
import io.sealstream.schemas.kafka.KafkaClients;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code topics acl}: who may do what on the brokers, as commands, put up, or compared. */
@Command(name = "acl", mixinStandardHelpOptions = true,
        description = "Access rights of a cluster's users: prints them, puts them up, compares them with what stands.")
final class AclCommand implements Runnable {
    @ParentCommand
    private @Nullable TopicsMain topics;
    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--application", paramLabel = "NAME", scope = CommandLine.ScopeType.INHERIT,
            description = "streams.application-id of the manager. Default: stream-manager.")
    private String application = Role.MANAGER.usualUser();

    @Option(names = "--user", paramLabel = "ROLE=NAME", scope = CommandLine.ScopeType.INHERIT,
            description = "A user of a role (manager, node, signer, registry, operator) in place of the usual one; repeat it for several. "
                    + "A signer's user is named as its signer.name. Default: stream-manager, sealer-node, wallet-signer, schema-registry, "
                    + "operator.")
    private List<String> users = new ArrayList<>();

    @Override
    public void run() {
        throw new CommandLine.ParameterException(TopicsMain.command(spec).commandLine(),
                "Give a command: print, apply, check or user");
    }

    @Command(name = "print", mixinStandardHelpOptions = true,
            description = "Prints a shell script of kafka-acls.sh commands; asks no cluster.")
    int print() {
        return say(AclScript.of(plan()));
    }

    @Command(name = "apply", mixinStandardHelpOptions = true,
            description = "Adds the rights that are missing; takes none away. Needs a user who may alter the cluster.")
    int apply() {
        int added = admin(acls -> acls.apply(plan()));
        say(List.of(added + " rights were missing and are added"));
        return check();
    }

    @Command(name = "check", mixinStandardHelpOptions = true,
            description = "Names what is missing and who could claim what is not theirs, with the command that mends it. Ends with 1 then.")
    int check() {
        List<Grant> plan = plan();
        List<AclFault> faults = admin(acls -> acls.check(plan));
        if (faults.isEmpty()) {
            return say(List.of("All rights are as they should be"));
        }
        say(faults.stream().map(AclFault::toString).toList());
        return ExitCode.SOFTWARE;
    }

    @Command(name = "user", mixinStandardHelpOptions = true,
            description = "Makes a SCRAM-SHA-512 user, or changes its password. Needs a user who may alter the cluster.")
    int user(@Parameters(paramLabel = "NAME", description = "Name of the user.") String name,
            @Option(names = "--password-file", required = true, paramLabel = "FILE",
                    description = "File with the password as its only line.") Path file) {
        String password = password(file);
        admin(acls -> {
            acls.user(name, password);
            return name;
        });
        return say(List.of("User " + name + " has this password now"));
    }

    private static String password(Path file) {
        try {
            String text = Files.readString(file).strip();
            if (text.isEmpty() || text.lines().count() > 1) {
                throw new ConfigException(file + " holds no password; write it as the only line");
            }
            return text;
        } catch (IOException e) {
            throw new ConfigException("--password-file " + file + " cannot be read (" + e + "); give the right file");
        }
    }

    private List<Grant> plan() {
        Map<Role, List<String>> names = new EnumMap<>(Role.class);
        for (String user : users) {
            String[] parts = user.split("=", 2);
            Role role = Role.of(parts[0])
                    .filter(each -> parts.length == 2)
                    .orElseThrow(() -> new ConfigException("--user " + user + " cannot be read; write ROLE=NAME with a role of "
                            + Arrays.stream(Role.values()).map(Role::word).collect(Collectors.joining(", "))));
            names.computeIfAbsent(role, each -> new ArrayList<>()).add(parts[1]);
        }
        try {
            return AclPlan.of(new ClusterUsers(application, names));
        } catch (IllegalArgumentException e) {
            throw new ConfigException(String.valueOf(e.getMessage()));
        }
    }

    private <T> T admin(Function<AclAdmin, T> action) {
        try (Admin admin = new KafkaClients(TopicsMain.parent(topics).settings()).admin("topics-acl")) {
            return action.apply(new AclAdmin(admin));
        }
    }

    private int say(List<String> lines) {
        var out = TopicsMain.command(spec).commandLine().getOut();
        lines.forEach(out::println);
        out.flush();
        return ExitCode.OK;
    }
}
