package io.sealstream.devnet.up;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The steps that a new storage provider takes once, with the tools an operator has: keys, funds, miner, PoSt key, policy, stores.
 * Each is remembered when it is done; a repeat continues where the former run was.
 */
final class FirstSteps {
    private static final Pattern ADDRESS = Pattern.compile("[ft][13][a-z2-7]{20,}");
    private static final Pattern MINER = Pattern.compile("\\b[ft]0[0-9]+\\b");
    private static final String MINER_FUNDS = "1000 FIL";
    private static final String SENDER_FUNDS = "100 FIL";
    private static final int PASSWORD_BYTES = 16;
    private static final String PATIENCE_SECONDS = "180";
    private static final String FUNDED = "funded";
    private static final String CONTROLS = "controls";
    /** The step that gives the miner its policy. */
    static final String POLICY = "policy";
    private static final String STORES = "stores";

    private final DevnetHome home;
    private final Commands commands;
    private final Consumer<String> say;

    FirstSteps(DevnetHome home, Commands commands, Consumer<String> say) {
        this.home = home;
        this.commands = commands;
        this.say = say;
    }

    /** Whether all steps were taken by an earlier run, so that every process can start at once. */
    boolean taken() {
        return home.state().done(STORES);
    }

    /** Password of the key store, made once, readable by its owner only. */
    void password(ConfigFiles configs) {
        Path file = configs.passwordFile();
        if (Files.exists(file)) {
            return;
        }
        byte[] random = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        try {
            var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
            Files.createFile(file, owner);
            Files.writeString(file, HexFormat.of().formatHex(random), StandardOpenOption.TRUNCATE_EXISTING);
        } catch (IOException e) {
            throw new DevnetException("Cannot write " + file + " (" + e.getMessage() + ").", e);
        }
    }

    /** Owner, worker and PoSt control key, made by the running signer. */
    void keys() {
        DevnetState state = home.state();
        if (!state.control().isEmpty()) {
            return;
        }
        String owner = newKey();
        String worker = newKey();
        String control = newKey();
        home.remember(state.withKeys(owner, worker, control));
        say.accept("owner " + owner + ", worker " + worker + ", PoSt key " + control);
    }

    private String newKey() {
        String output = commands.run("wallet-signer", List.of("new", "bls", "--config", home.config(Fleet.SIGNER).toString()));
        return "f" + first(ADDRESS, output, "wallet-signer new bls").substring(1);
    }

    void funds(RpcClient devchain) {
        once(FUNDED, () -> {
            DevnetState state = home.state();
            devchain.call("Devchain.Fund", state.owner(), MINER_FUNDS);
            for (String sender : Set.of(state.worker(), state.control())) {
                devchain.call("Devchain.Fund", sender, SENDER_FUNDS);
            }
        });
    }

    void miner() {
        DevnetState state = home.state();
        if (!state.miner().isEmpty()) {
            return;
        }
        String output = manager(List.of("util", "miner", "create", "--from", state.owner(), "--owner", state.owner(), "--worker",
                state.worker(), "--sector-size", state.sectorSize().toString(), "--exid", "devnet-create"));
        String miner = "f" + first(MINER, output, "stream-manager util miner create").substring(1);
        home.remember(home.state().withMiner(miner));
        say.accept("miner " + miner);
    }

    void controlKey() {
        once(CONTROLS, () -> manager(List.of("util", "miner", "set-controls", home.state().miner(), home.state().control(),
                "--exid", "devnet-controls")));
    }

    /** A miner keeps its policy: another one is applied by the operator, knowingly. */
    void requireNoPolicy() {
        if (home.state().done(POLICY)) {
            throw new DevnetException("The miner of " + home.root() + " has its policy already: change " + home.config("policy")
                    + " and run `stream-manager policy apply`, or leave --policy out.");
        }
    }

    void policy(ConfigFiles configs, PolicyChoice choice) {
        once(POLICY, () -> manager(List.of("policy", "apply", configs.writePolicy(choice).toString())));
    }

    void stores(ConfigFiles configs) {
        List<String> stores = new ArrayList<>(configs.scratchStores());
        stores.add(ConfigFiles.LONG_TERM);
        once(STORES, () -> {
            for (String store : stores) {
                commands.run("sealer-node", List.of("store", "init", home.dir(store).toString(), "--name", store));
            }
        });
    }

    /** Asks for sectors until as many have been asked for as are wanted in all. */
    void sectors(int wanted) {
        DevnetState state = home.state();
        int more = wanted - state.wanted();
        if (more > 0) {
            manager(List.of("sector", "seal", state.miner(), "--count", Integer.toString(more), "--exid",
                    "devnet-seal-" + wanted));
            home.remember(state.withRequest(wanted));
        }
    }

    private String manager(List<String> arguments) {
        List<String> all = new ArrayList<>(arguments);
        all.addAll(
                List.of("--config", home.config(Fleet.MANAGER).toString(), "--home", home.dir("operator").toString(), "--timeout",
                        PATIENCE_SECONDS));
        return commands.run("stream-manager", all);
    }

    private void once(String step, Runnable action) {
        if (!home.state().done(step)) {
            action.run();
            home.remember(home.state().withStep(step));
        }
    }

    private static String first(Pattern pattern, String output, String command) {
        Matcher matcher = pattern.matcher(output);
        if (!matcher.find()) {
            throw new DevnetException("`" + command + "` printed no address: " + output.strip());
        }
        return matcher.group();
    }
}
