package io.sealstream.schemas.kafka;

/**
 * The shape of a cluster's topics.
 *
 * @param partitions  N: partitions of every topic but {@code cluster}; fixed for the life of the cluster
 * @param replication copies of each partition
 * @param minInSync   copies that must have a record before it counts as written
 */
public record ClusterLayout(int partitions, int replication, int minInSync) {
    /** Three brokers or more. */
    public static final ClusterLayout PRODUCTION = new ClusterLayout(16, 3, 2);
    /** The one broker of a devnet. */
    public static final ClusterLayout DEVNET = new ClusterLayout(4, 1, 1);

    public ClusterLayout {
        if (partitions < 1 || replication < 1 || minInSync < 1 || minInSync > replication) {
            throw new IllegalArgumentException("not a layout: %d partitions, replication %d, min in-sync %d"
                    .formatted(partitions, replication, minInSync));
        }
    }
}
