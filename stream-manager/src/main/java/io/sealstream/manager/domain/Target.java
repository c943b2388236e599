package io.sealstream.manager.domain;

import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.SectorId;

/** Which machine a command is for. The text is the key of its records and of its state. */
public sealed interface Target {
    /** The key as text. */
    String key();

    record OfMiner(ActorId miner) implements Target {
        @Override
        public String key() {
            return miner.toString();
        }
    }

    record OfSector(SectorId sector) implements Target {
        @Override
        public String key() {
            return sector.toString();
        }
    }

    record OfPartition(PartitionId partition) implements Target {
        @Override
        public String key() {
            return partition.toString();
        }
    }

    record OfLane(Address sender) implements Target {
        @Override
        public String key() {
            return sender.toString();
        }
    }

    record OfNode(String node) implements Target {
        @Override
        public String key() {
            return node;
        }
    }
}
