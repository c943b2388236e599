package io.sealstream.devnet.up;

import io.sealstream.filecoin.SectorSize;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** Brings a devnet up, takes the first steps, then watches it: restarts what ends, shows how things stand, sees when the job is done. */
final class Supervisor {
    private static final long LOOK_EVERY_MILLIS = 500;
    private static final Duration ONCE_LIMIT = Duration.ofMinutes(40);

    private final DevnetHome home;
    private final Path bin;
    private final Devnet.Shape shape;
    private final Parameters parameters = new Parameters();
    private final View view;
    private final Pause pause;

    Supervisor(DevnetHome home, Path bin, Devnet.Shape shape, View view, Pause pause) {
        this.home = home;
        this.bin = bin;
        this.shape = shape;
        this.view = view;
        this.pause = pause;
    }

    /**
     * Runs until the job is done ({@code once}) or until it is asked to stop; stops all processes before it returns.
     *
     * @param sectors sectors wanted in all
     * @param policy  of a new miner; empty for the usual one
     * @param secure  whether the broker of a new devnet lets in known users only; one that is so stays so
     * @param size    of a new devnet's sectors; empty for the usual one, or the one it has
     */
    void up(int sectors, boolean once, Optional<PolicyChoice> policy, boolean secure, Optional<SectorSize> size)
            throws Exception {
        boolean credentials = secure || home.isSecure();
        SectorSize chosen = size.orElse(home.state().sectorSize());
        new Renewal(home, pause, view::say).run(() -> {
            if (credentials) {
                home.secure(bin.resolve("certificates"));
            }
            home.choose(chosen);
            run(sectors, once, policy);
        });
    }

    private void run(int sectors, boolean once, Optional<PolicyChoice> policy) {
        Timing timing = new Timing(pause.now());
        if (shape.network().equals(Devnet.Shape.USUAL.network())) {
            parameters.ensure(home, view::say);
        }
        timing.mark("parameters", pause.now());
        Devnet devnet = new Devnet(home, bin, parameters.cache(), shape, pause, view::say);
        try {
            devnet.bringUp(sectors, policy);
            timing.mark("start and first steps", pause.now());
            watch(devnet, sectors, once, timing);
        } finally {
            view.close();
            view.say("Stopping the processes");
            devnet.stop();
        }
    }

    private void watch(Devnet devnet, int sectors, boolean once, Timing timing) {
        Fleet fleet = devnet.fleet();
        RpcClient chain = devnet.chain();
        RpcClient manager = devnet.manager();
        Calm calm = new Calm(chain);
        String miner = home.state().miner();
        Instant limit = pause.now().plus(ONCE_LIMIT);
        boolean told = false;
        while (true) {
            fleet.restartEnded();
            calm.until(fleet.allReady());
            Situation situation = Situation.read(chain, manager, miner);
            Goal goal = Goal.of(situation, Math.max(sectors, home.state().wanted()), home.state().sectorSize());
            view.show(Stream.concat(situation.lines().stream(), goal.failure().stream().map(why -> "trouble  " + why)).toList());
            if (goal.reached() && !told) {
                told = true;
                timing.mark("sealing and first WindowPoSt", pause.now());
                view.close();
                new Summary(devnet.topics()).lines(timing).forEach(view::say);
                if (once) {
                    return;
                }
                tellNext(devnet.configs());
            }
            goal.end(once).ifPresent(why -> {
                throw new DevnetException(why);
            });
            if (once && pause.now().isAfter(limit)) {
                throw new DevnetException(
                        "Not done after " + ONCE_LIMIT.toMinutes() + " minutes: " + goal.missing() + " See `devnet logs`.");
            }
            pause.millis(LOOK_EVERY_MILLIS);
        }
    }

    private void tellNext(ConfigFiles configs) {
        view.say("");
        view.say("The devnet stays up; Ctrl-C stops it. Try in another terminal:");
        String where = " --home " + home.root();
        view.say("  " + launcher("devnet") + " seal 1" + where + "            seal one more sector");
        view.say("  " + launcher("devnet") + " status" + where);
        view.say("  " + launcher("topics") + " cat sector.event --from beginning " + (home.isSecure()
                ? "--config " + configs.operator()
                : "--bootstrap " + configs.bootstrap() + " --registry " + configs.registry()));
        view.say("  " + launcher("stream-manager") + " sector list " + home.state().miner() + " --config "
                + home.config(Fleet.MANAGER));
    }

    /** As a person writes it: {@code ops/bin/devnet} in the sources, the whole path where this folder has no such thing. */
    private String launcher(String name) {
        Path here = Path.of("").toAbsolutePath();
        Path launcher = bin.resolve(name);
        return (launcher.startsWith(here) ? here.relativize(launcher) : launcher).toString();
    }
}
