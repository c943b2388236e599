package io.sealstream.node.app;

import io.sealstream.filecoin.CodecException;
import io.sealstream.filecoin.SectorId;
import io.sealstream.node.config.NodeConfig;
import io.sealstream.node.stores.DiskSpace;
import io.sealstream.node.stores.DurableFiles;
import io.sealstream.node.stores.Holder;
import io.sealstream.node.stores.FolderLock;
import io.sealstream.node.stores.ScratchSector;
import io.sealstream.node.stores.ScratchStore;
import io.sealstream.node.stores.StoreException;
import io.sealstream.node.stores.StoreSpec;
import io.sealstream.node.stores.Stores;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sealer-node store …}: making, checking and cleaning stores. */
@Command(name = "store", mixinStandardHelpOptions = true, synopsisSubcommandLabel = "COMMAND",
        description = "Makes and checks stores.")
final class StoreCommands {
    private static final String NAME_FORM = "[a-z0-9][a-z0-9.-]{0,60}";

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Command(name = "init", mixinStandardHelpOptions = true,
            description = "Makes an empty folder a store by writing its mark .holder. A store that exists is left as it is.")
    int init(@Parameters(paramLabel = "PATH", description = "Folder of the store; made if it does not exist.") Path path,
            @Option(names = "--name", required = true, paramLabel = "NAME",
                    description = "Name of the store, unique in the cluster.") String name)
            throws StoreException {
        if (!name.matches(NAME_FORM)) {
            throw new CliFailure("\"" + name + "\" cannot name a store: use lower-case letters, digits, '-' and '.', at most 61");
        }
        Holder.init(path.toAbsolutePath(), name);
        out().println("store " + name + " is ready in " + path.toAbsolutePath());
        return 0;
    }

    @Command(name = "check", mixinStandardHelpOptions = true,
            description = "Checks the stores of a node and lists what is in them.")
    int check(
            @Option(names = "--config", required = true, paramLabel = "FILE",
                    description = "Configuration of the node.") Path file)
            throws StoreException {
        int bad = 0;
        for (StoreSpec store : NodeConfig.read(file).stores()) {
            try {
                Holder.require(store.path(), store.name());
                DiskSpace space = DiskSpace.ofSystem();
                out().println(
                        store.name() + ": " + store.kind() + " in " + store.path() + ", " + space.free(store.path()) + " of "
                                + space.total(store.path()) + " bytes free" + sectors(store));
            } catch (StoreException e) {
                bad++;
                out().println(e.getMessage());
            } catch (IOException e) {
                bad++;
                out().println("store " + store.name() + ": " + store.path() + " cannot be read: " + DurableFiles.reason(e));
            }
        }
        return bad == 0 ? 0 : 1;
    }

    private static String sectors(StoreSpec store) throws IOException {
        if (store.kind() != StoreSpec.Kind.SCRATCH) {
            return "";
        }
        List<SectorId> sectors = new ScratchStore(store.name(), store.path()).sectors();
        return sectors.isEmpty() ? ", idle" : ", sectors " + sectors;
    }

    @Command(name = "free", mixinStandardHelpOptions = true,
            description = { "Deletes the scratch files of one sector, for a sector that was aborted after it was sealed.",
                "The node must be stopped. Nothing asks again: check first that no chain knows the sector, or that a long-term"
                        + " store holds it."})
    int free(
            @Option(names = "--config", required = true, paramLabel = "FILE",
                    description = "Configuration of the node.") Path file,
            @Option(names = "--store", required = true, paramLabel = "NAME", description = "Scratch store.") String store,
            @Parameters(paramLabel = "SECTOR", description = "The sector, such as f01000/17.") String text)
            throws StoreException {
        NodeConfig config = NodeConfig.read(file);
        try (FolderLock _ = FolderLock.ofHome(config.node().home())) {
            Stores stores = Stores.open(config.stores(), DiskSpace.ofSystem());
            ScratchStore scratch = stores.scratch(store)
                    .orElseThrow(
                            () -> new CliFailure("this node has no scratch store " + store + ": see 'sealer-node store check'"));
            ScratchSector files = scratch.sector(SectorId.parse(text));
            if (!files.exists()) {
                throw new CliFailure("scratch store " + store + " has no files of sector " + text);
            }
            files.free();
            out().println("scratch of sector " + text + " in " + store + " is free");
            return 0;
        } catch (CodecException e) {
            throw new CliFailure("\"" + text + "\" is no sector: write miner and number, such as f01000/17");
        } catch (IOException e) {
            throw new CliFailure("scratch of sector " + text + " could not be freed: " + DurableFiles.reason(e));
        }
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
