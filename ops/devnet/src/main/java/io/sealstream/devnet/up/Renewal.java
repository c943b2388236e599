package io.sealstream.devnet.up;

import io.sealstream.devnet.chain.ChainMain;
import java.nio.channels.FileLock;
import java.util.function.Consumer;

/**
 * Begins anew in place of a home that another version has left: its chain cannot go on by the rules of this one. The home is kept under
 * another name.
 */
final class Renewal {
    private final DevnetHome home;
    private final Pause pause;
    private final Consumer<String> say;

    Renewal(DevnetHome home, Pause pause, Consumer<String> say) {
        this.home = home;
        this.pause = pause;
        this.say = say;
    }

    /** One try to bring the devnet up and run it; it has stopped every process when it ends. */
    @FunctionalInterface
    interface Run {
        void begin() throws Exception;
    }

    /** Runs under the supervisor's lock of the home; once more where the chain refuses the home for its rules. */
    void run(Run run) throws Exception {
        if (!runsOn(run)) {
            locked(run);
        }
    }

    /** False when the home was of other rules and is out of the way now. */
    private boolean runsOn(Run run) throws Exception {
        try (FileLock lock = home.lock()) {
            try {
                begin(run, lock);
                return true;
            } catch (ChildProcess.Ended e) {
                if (!e.is(Fleet.CHAIN, ChainMain.OTHER_RULES)) {
                    throw e;
                }
                say.accept("The chain of " + home.root() + " was made by other rules than this version's: the home is kept as "
                        + home.setAside(pause.now()) + ", and a new one begins");
                return false;
            }
        }
    }

    private void locked(Run run) throws Exception {
        try (FileLock lock = home.lock()) {
            begin(run, lock);
        }
    }

    private void begin(Run run, FileLock lock) throws Exception {
        ChildProcess.writePid(home.pidFileOfSupervisor(), ProcessHandle.current());
        run.begin();
        assert lock.isValid();
    }
}
