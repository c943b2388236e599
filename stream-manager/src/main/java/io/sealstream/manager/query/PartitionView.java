package io.sealstream.manager.query;

import org.jspecify.annotations.Nullable;

/**
 * WindowPoSt of one partition of one deadline.
 *
 * @param partition   {@code f01000/3/0}: miner, deadline, partition
 * @param deadline    deadline index
 * @param index       partition index
 * @param periodStart start of the proving period it is about
 * @param state       name of the state
 * @param waitingFor  the same as a sentence
 * @param challenge   challenge epoch
 * @param open        first epoch of the window
 * @param close       first epoch after the window
 * @param sectors     sectors to prove
 * @param node        node that makes the proof, or null
 * @param task        task id, or null
 * @param intent      message intent, or null
 * @param proven      true when the chain has the proof of this window
 * @param faulty      faulty sectors after the close; 0 before
 */
public record PartitionView(String partition, int deadline, int index, long periodStart, String state, String waitingFor,
        long challenge, long open, long close, int sectors, @Nullable String node, @Nullable String task, @Nullable String intent,
        boolean proven, long faulty) {}
