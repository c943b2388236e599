package io.sealstream.node.stores;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Which cluster the home of a node belongs to: the file {@code cluster}, one line. In another cluster the node's tasks would be missing,
 * and what is missing there counts as withdrawn: unfinished sectors would be thrown away.
 */
public final class HomeCluster {
    /** Name of the file. */
    public static final String FILE = "cluster";

    private HomeCluster() {}

    /**
     * Checks that the home belongs to the cluster; a new home belongs to the first cluster it meets.
     *
     * @param cluster names the cluster in words without a line break
     * @throws StoreException when the home belongs to another one, or cannot be read or written
     */
    public static void require(Path home, String cluster) throws StoreException {
        Path file = home.resolve(FILE);
        try {
            if (!Files.exists(file)) {
                DurableFiles.write(file, (cluster + "\n").getBytes(StandardCharsets.UTF_8));
                return;
            }
            String known = Files.readString(file).strip();
            if (!known.equals(cluster)) {
                throw new StoreException("the node home " + home + " belongs to cluster " + known + ", and this is cluster "
                        + cluster
                        + ", where its tasks would count as withdrawn: correct kafka.bootstrap, give this node another home, or"
                        + " delete " + file + " if the same cluster was moved");
            }
        } catch (IOException e) {
            throw new StoreException("the file " + file + " cannot be used: " + DurableFiles.reason(e), e);
        }
    }
}
